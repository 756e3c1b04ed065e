'use client'

import { useFormat } from '#components/strings/use-strings.ts'
import { Card } from '#components/ui/Card.tsx'
import { Section } from '#components/ui/Section.tsx'
import type { Overview } from '#lib/contracts/http/admin.ts'
import { useCareStrings } from '../use-care-strings.ts'

const GLAZES = { files: 'dusk', trash: 'rose', versions: 'moss', unfinished: 'ochre', other: 'stone' } as const
const PARTS = ['files', 'trash', 'versions', 'unfinished', 'other'] as const

/** One bar of what the disk holds, with the same as words below it. */
export function DiskCard({ disk }: { disk: Overview['disk'] }) {
  const { overview } = useCareStrings()
  const format = useFormat()
  const kept = Math.max(0, disk.roomsBytes - disk.trashBytes - disk.versionsBytes)
  const known = kept + disk.trashBytes + disk.versionsBytes + disk.unfinishedBytes
  const sizes = {
    files: kept,
    trash: disk.trashBytes,
    versions: disk.versionsBytes,
    unfinished: disk.unfinishedBytes,
    other: Math.max(0, disk.totalBytes - disk.freeBytes - known),
  }
  return (
    <Section title={overview.disk}>
      <Card className="flex flex-col gap-4">
        <p className="text-head tabular">{overview.free(disk.freeBytes, disk.totalBytes)}</p>
        <div aria-hidden className="flex h-3 gap-0.5 overflow-hidden rounded-pill bg-hair">
          {PARTS.filter((part) => sizes[part] > 0).map((part) => (
            <span
              key={part}
              data-glaze={GLAZES[part]}
              className="glaze-fill"
              style={{ width: `${(sizes[part] / Math.max(1, disk.totalBytes)) * 100}%` }}
            />
          ))}
        </div>
        <dl aria-label={overview.diskParts} className="grid grid-cols-2 gap-3 tablet:grid-cols-5">
          {PARTS.map((part) => (
            <div key={part} className="min-w-0">
              <dt className="flex items-center gap-2 text-caption text-ink2">
                <span aria-hidden data-glaze={GLAZES[part]} className="size-2.5 shrink-0 rounded-[3px] glaze-fill" />
                {overview.parts[part]}
              </dt>
              <dd className="pl-4.5 text-label tabular">{format.bytes(sizes[part])}</dd>
            </div>
          ))}
        </dl>
      </Card>
    </Section>
  )
}
