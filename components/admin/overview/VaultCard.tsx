'use client'

import { useFormat } from '#components/strings/use-strings.ts'
import { Card } from '#components/ui/Card.tsx'
import { Section } from '#components/ui/Section.tsx'
import type { Overview } from '#lib/contracts/http/admin.ts'
import { useCareStrings } from '../use-care-strings.ts'

const DAY_MS = 86_400_000

/** What runs, since when, and where. */
export function VaultCard({ overview }: { overview: Overview }) {
  const words = useCareStrings().overview
  const format = useFormat()
  const { versions, now, startedAt, certificateEndsAt } = overview
  const facts: [string, string][] = [
    [words.version, versions.hearth],
    [words.uptime, format.duration((now - startedAt) / 1000)],
    [words.memory, format.bytes(overview.memoryBytes)],
    [
      words.certificate,
      certificateEndsAt === null
        ? words.noCertificate
        : words.validFor(Math.max(0, Math.floor((certificateEndsAt - now) / DAY_MS))),
    ],
    [words.node, versions.node],
    [words.sqlite, versions.sqlite],
    [words.system, versions.system],
    [words.folder, overview.disk.path],
  ]
  return (
    <Section title={words.vault}>
      <Card>
        <dl className="grid grid-cols-1 gap-x-6 gap-y-3 tablet:grid-cols-2">
          {facts.map(([term, fact]) => (
            <div key={term} className="flex min-w-0 items-baseline justify-between gap-4">
              <dt className="shrink-0 text-caption text-ink3">{term}</dt>
              <dd className="min-w-0 text-right text-body tabular wrap-anywhere">{fact}</dd>
            </div>
          ))}
        </dl>
      </Card>
    </Section>
  )
}
