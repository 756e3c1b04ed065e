import { useStrings } from '#components/strings/use-strings.ts'
import { Bone } from '#components/ui/Skeleton.tsx'
import { cellStyle } from './cell-frame.ts'
import { GridCell } from './GridCell.tsx'
import { GridPart } from './GridPart.tsx'
import type { Rect } from './layout.ts'

/** An entry that is not read yet, in the shape of the row or tile it will be. */
export function SkeletonCell({
  index,
  rect,
  firstRow,
  isTile,
}: {
  index: number
  rect: Rect
  firstRow: number
  isTile: boolean
}) {
  const { files } = useStrings()
  return (
    <GridPart kind="row" aria-rowindex={index + firstRow} style={cellStyle(rect)} className="appear-late">
      <GridCell className={isTile ? 'flex h-full flex-col gap-2' : 'flex h-full items-center gap-4 px-2'}>
        <span className="sr-only">{files.loadingEntry}</span>
        {isTile ? (
          <>
            <Bone className="min-h-0 flex-1 rounded-tile" />
            <Bone className="mb-5 h-3 w-3/5" />
          </>
        ) : (
          <>
            <Bone className="h-8 w-10 shrink-0 rounded-photo" />
            <Bone className={`h-3 ${index % 3 === 1 ? 'w-1/4' : 'w-2/5'}`} />
          </>
        )}
      </GridCell>
    </GridPart>
  )
}
