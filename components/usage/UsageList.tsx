'use client'

import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { UsageBar } from './UsageBar.tsx'
import { UsageWarning } from './UsageWarning.tsx'
import type { UsageHere } from './use-usage-here.ts'

/** Every bar with its words. */
export function UsageList({ here }: { here: UsageHere | null }) {
  if (here === null) return <SkeletonRows count={3} />
  return (
    <div className="flex flex-col gap-5">
      {here.lines.map((line) => (
        <div key={line.of} className="flex flex-col gap-2">
          <UsageBar line={line} placeName={here.placeName} />
          {line.level === 'fine' ? null : (
            <UsageWarning line={line} placeName={here.placeName} trash={here.trashOf(line)} />
          )}
        </div>
      ))}
    </div>
  )
}
