'use client'

import { Copy, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { useSession } from '#components/accounts/use-session.ts'
import { BarePage } from '#components/shell/BarePage.tsx'
import { useTroubleReports } from '#components/shell/use-trouble-reports.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Card } from '#components/ui/Card.tsx'
import { Section } from '#components/ui/Section.tsx'
import { TextLink } from '#components/ui/TextLink.tsx'
import { useToaster } from '#components/ui/Toaster.tsx'
import { CHECKS } from '#lib/browser/self-test/check.ts'
import { isOver } from '#lib/browser/self-test/self-test.ts'
import { FindingRow } from './FindingRow.tsx'
import { MachineFindings } from './MachineFindings.tsx'
import { formatReport } from './report.ts'
import { useDoctor, useSelfTest, useSelfTestStrings } from './use-self-test.ts'

/** What is not in a browser is not there the second time either. */
const WORTH_A_RETRY: ReadonlySet<string> = new Set(['warn', 'failed'])

/** The page of `/self-test`: this browser, the way to the vault and, for admins, the vault's machine. */
export function SelfTestPage() {
  const words = useSelfTestStrings()
  const { common } = useStrings()
  const session = useSession().data
  const { show } = useToaster()
  const { test, standings } = useSelfTest()
  useTroubleReports()
  const { isAdmin, doctor } = useDoctor()
  const [text, setText] = useState<string | null>(null)
  const states = CHECKS.map((id) => standings[id].state)
  const isRunning = CHECKS.some((id) => !isOver(standings[id]))
  const count = (state: string) => states.filter((one) => one === state).length

  const found = (state: string) => (isAdmin ? (doctor.data ?? []) : []).filter((one) => one.state === state).length

  const runAgain = () => {
    void test.run()
    if (isAdmin) void doctor.refetch()
  }
  const copy = () => {
    const version = session?.vault.version ?? '?'
    const findings = isAdmin ? (doctor.data ?? null) : null
    const report = formatReport(words, {
      standings,
      findings,
      version,
      browser: navigator.userAgent,
      nowMs: Date.now(),
    })
    setText(report)
    // There is none on a page that came by plain http.
    Promise.resolve(navigator.clipboard?.writeText(report) ?? Promise.reject(new Error('no clipboard')))
      .then(() => show({ message: words.copied }))
      .catch(() => show({ message: words.copyFailed }))
  }

  return (
    <BarePage name={session?.vault.name ?? common.product}>
      <h1 className="pt-8 text-display">{words.title}</h1>
      <p className="pt-1.5 text-body text-ink2">{words.lead}</p>
      <div className="flex flex-wrap items-center gap-2.5 pt-4">
        <Button icon={RotateCw} tone="primary" onPress={runAgain} isDisabled={isRunning}>
          {isRunning ? words.running : words.again}
        </Button>
        <Button icon={Copy} onPress={copy} isDisabled={isRunning}>
          {words.copy}
        </Button>
      </div>
      <p role="status" className="min-h-6 pt-2.5 text-body font-medium">
        {isRunning || doctor.isFetching
          ? ''
          : words.summary({ failed: count('failed') + found('bad'), warn: count('warn') + found('warning') })}
      </p>
      <div className="flex flex-col gap-6 pt-2.5 pb-10">
        <Section title={words.browser}>
          <Card kind="rows">
            <ul className="divide-y divide-hair">
              {CHECKS.map((id) => {
                const standing = standings[id]
                const result = isOver(standing) ? standing : null
                return (
                  <FindingRow
                    key={id}
                    state={standing.state}
                    title={words.titleOf(id)}
                    {...(result ? words.say(id, result) : {})}
                    onAgain={result && WORTH_A_RETRY.has(result.state) ? () => void test.run(id) : undefined}
                  />
                )
              })}
            </ul>
          </Card>
        </Section>
        {isAdmin ? <MachineFindings doctor={doctor} /> : null}
        {text === null ? null : (
          <Section title={words.report}>
            <p className="text-caption text-ink3">{words.reportHelp}</p>
            <textarea
              aria-label={words.report}
              readOnly
              rows={12}
              value={text}
              onFocus={(event) => event.target.select()}
              className="w-full rounded-card border border-hair bg-sunken p-3 font-mono text-caption text-ink"
            />
          </Section>
        )}
        <p className="text-body">
          <TextLink href="/">{words.back}</TextLink>
        </p>
      </div>
    </BarePage>
  )
}
