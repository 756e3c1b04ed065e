'use client'

import { PageError } from '#components/ui/PageError.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { UsageBar } from './UsageBar.tsx'
import { UsageWarning } from './UsageWarning.tsx'
import type { UsageAnswer } from './use-usage-here.ts'

/** Every bar with its words. */
export function UsageList({ answer: { here, error, retry } }: { answer: UsageAnswer }) {
  if (here === null && error) return <PageError error={error} onRetry={retry} />
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
