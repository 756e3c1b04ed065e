'use client'

import { ArrowDownToLine, ArrowUpFromLine } from 'lucide-react'
import { useFormat } from '#components/strings/use-strings.ts'
import { Card } from '#components/ui/Card.tsx'
import { Section } from '#components/ui/Section.tsx'
import { StateLine } from '#components/ui/StateLine.tsx'
import { TextLink } from '#components/ui/TextLink.tsx'
import type { Overview } from '#lib/contracts/http/admin.ts'
import { useCareStrings } from '../use-care-strings.ts'

/** Who is here, what moves, what waits. */
export function NowCard({ overview }: { overview: Overview }) {
  const words = useCareStrings().overview
  const format = useFormat()
  const names = overview.people.flatMap(({ name }) => (name === '' ? [] : [name]))
  const guests = overview.people.length - names.length
  const here = guests === 0 ? names : [...names, words.guests(guests)]
  return (
    <Section title={words.now}>
      <Card className="flex flex-col gap-4">
        <dl className="grid grid-cols-2 gap-4 tablet:grid-cols-4">
          <Figure term={words.up}>{words.speed(overview.upPerSecond)}</Figure>
          <Figure term={words.down}>{words.speed(overview.downPerSecond)}</Figure>
          <Figure term={words.online}>{here.length === 0 ? words.nobody : format.list(here)}</Figure>
          <Figure term={words.jobs}>
            {words.jobCounts(overview.jobs)} <TextLink href="/admin?tab=jobs">{words.toJobs}</TextLink>
          </Figure>
        </dl>
        <p className="text-caption text-ink3 tabular">{words.pictures(overview.pictures)}</p>
        {overview.transfers.length === 0 ? (
          <p className="text-caption text-ink3">{words.noTransfers}</p>
        ) : (
          <ul className="flex flex-col gap-1.5">
            {overview.transfers.map((transfer) => (
              <li key={`${transfer.startedAt} ${transfer.address} ${transfer.direction}`}>
                <StateLine icon={transfer.direction === 'up' ? ArrowUpFromLine : ArrowDownToLine}>
                  {words.transfer(
                    transfer.person || words.guest,
                    transfer.direction === 'up',
                    transfer.bytes,
                    transfer.bytesPerSecond,
                  )}
                </StateLine>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </Section>
  )
}

function Figure({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-caption text-ink3">{term}</dt>
      <dd className="text-body tabular">{children}</dd>
    </div>
  )
}
