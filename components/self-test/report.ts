import type { SelfTestStrings } from '#components/strings/en-self-test.ts'
import { CHECKS } from '#lib/browser/self-test/check.ts'
import { isOver, type SelfTestStandings } from '#lib/browser/self-test/self-test.ts'
import type { DoctorFinding } from '#lib/contracts/http/admin.ts'

export interface ReportFacts {
  standings: SelfTestStandings
  /** Null for whoever is no admin. */
  findings: readonly DoctorFinding[] | null
  version: string
  /** As the browser names itself. */
  browser: string
  nowMs: number
}

const MARKS = {
  ok: 'ok    ',
  warn: 'look  ',
  failed: 'FAILED',
  absent: '-     ',
  waiting: '?     ',
  running: '?     ',
} as const
const FINDING_MARKS = { good: MARKS.ok, warning: MARKS.warn, bad: MARKS.failed } as const

/**
 * The findings as text to hand on. Nothing is in it but what stands here: no address of the page, no cookie, no name.
 */
export function formatReport(words: SelfTestStrings, facts: ReportFacts): string {
  const { standings, findings, version, browser, nowMs } = facts
  const checks = CHECKS.map((id) => {
    const standing = standings[id]
    if (!isOver(standing)) return line(MARKS.waiting, words.titleOf(id), '')
    const { said, mend } = words.say(id, standing)
    return line(MARKS[standing.state], words.titleOf(id), said, mend)
  })
  const machine = findings?.map(({ state, subject, said, mend }) => line(FINDING_MARKS[state], subject, said, mend))
  return [
    `Hearth ${version}, self-test of ${new Date(nowMs).toISOString()}`,
    browser,
    '',
    ...checks,
    ...(machine === undefined ? [] : ['', words.machine, ...machine]),
    '',
  ].join('\n')
}

const line = (mark: string, subject: string, said: string, mend?: string) =>
  `${mark} ${subject}: ${said}${mend === undefined ? '' : `\n       -> ${mend}`}`
