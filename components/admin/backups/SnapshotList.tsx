'use client'

import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { Badge } from '#components/ui/Badge.tsx'
import { Card } from '#components/ui/Card.tsx'
import { useNow } from '#components/ui/use-now.ts'
import type { BackupsView } from '#lib/contracts/http/backups.ts'

/** What lies in the backup folder, the newest first. */
export function SnapshotList({ snapshots }: { snapshots: NonNullable<BackupsView['snapshots']> }) {
  const { backups } = useStrings()
  const format = useFormat()
  const now = useNow()
  return (
    <>
      <Card kind="rows">
        {snapshots.map(({ name, madeAt, files, sizeBytes, missingCount }) => (
          <div key={name} className="flex min-h-14 flex-wrap items-center gap-x-3.5 px-4 py-2.5">
            <p className="min-w-40 flex-1 text-body" title={format.dateTime(madeAt)}>
              {format.when(madeAt, now)}
            </p>
            {missingCount > 0 ? <Badge tone="red">{backups.left(missingCount)}</Badge> : null}
            <p className="text-caption text-ink3 tabular">{backups.snapshot(files, sizeBytes)}</p>
          </div>
        ))}
      </Card>
      <p className="text-caption text-ink3">{backups.restoreHelp}</p>
    </>
  )
}
