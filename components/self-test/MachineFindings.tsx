'use client'

import { Card } from '#components/ui/Card.tsx'
import { PageError } from '#components/ui/PageError.tsx'
import { Section } from '#components/ui/Section.tsx'
import { FindingRow } from './FindingRow.tsx'
import { type useDoctor, useSelfTestStrings } from './use-self-test.ts'

const STATES = { good: 'ok', warning: 'warn', bad: 'failed' } as const

/** What the doctor finds on the vault's machine. */
export function MachineFindings({ doctor }: Pick<ReturnType<typeof useDoctor>, 'doctor'>) {
  const words = useSelfTestStrings()
  return (
    <Section title={words.machine}>
      <p className="text-caption text-ink3">{words.machineHelp}</p>
      {doctor.isError && !doctor.isFetching ? (
        <PageError error={doctor.error} onRetry={() => void doctor.refetch()} />
      ) : (
        <Card kind="rows">
          <ul className="divide-y divide-hair">
            {doctor.isFetching ? <FindingRow state="running" title={words.looking} /> : null}
            {doctor.isFetching
              ? null
              : doctor.data?.map(({ state, subject, said, mend }) => (
                  <FindingRow
                    key={`${subject} ${said}`}
                    state={STATES[state]}
                    title={subject}
                    said={said}
                    mend={mend}
                  />
                ))}
          </ul>
        </Card>
      )}
    </Section>
  )
}
