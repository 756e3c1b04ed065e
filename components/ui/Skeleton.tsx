import { useStrings } from '#components/strings/use-strings.ts'
import { classNames } from './class-names.ts'

/** One grey shape, in the place of a word or a picture. */
export function Bone({ className }: { className?: string }) {
  return <span aria-hidden className={classNames('block rounded-[6px] bg-hair opacity-70', className)} />
}

export interface SkeletonRowsProps {
  /** At most 8. */
  count?: number
  rowClassName?: string
  tileClassName?: string
}

/** Rows in the shape of the rows to come; shown after 200 ms, so a quick answer never flashes. */
export function SkeletonRows({ count = 5, rowClassName = 'h-16', tileClassName = 'size-10' }: SkeletonRowsProps) {
  const strings = useStrings()
  return (
    <div role="status" className="appear-late">
      <span className="sr-only">{strings.common.loading}</span>
      <div className="animate-shimmer calm:animate-none">
        {Array.from({ length: Math.min(count, 8) }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
          <div key={row} className={classNames('flex items-center gap-4', rowClassName)}>
            <Bone className={classNames('shrink-0 rounded-tile', tileClassName)} />
            <div className="flex flex-1 flex-col gap-2">
              <Bone className={classNames('h-3', row % 3 === 1 ? 'w-2/5' : 'w-3/5')} />
              <Bone className="h-2.5 w-1/4" />
            </div>
          </div>
        ))}
      </div>
    </div>
  )
}
