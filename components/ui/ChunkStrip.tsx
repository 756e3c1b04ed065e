import { classNames } from './class-names.ts'
import { type ChunkState, foldChunks } from './fold-chunks.ts'

const FILLS: Record<ChunkState, string> = {
  stored: 'bg-green-fill',
  moving: 'bg-ember',
  missing: 'bg-hair',
}

export interface ChunkStripProps {
  /** What the strip says, in words: "9 of 14 chunks verified". */
  label: string
  chunks: readonly ChunkState[]
  className?: string
}

/** Chunks as small cells: stored and verified, on their way, missing. */
export function ChunkStrip({ label, chunks, className }: ChunkStripProps) {
  const cells = foldChunks(chunks)
  // Many cells have no room for gaps: the strip must not grow out of its place.
  const gap = cells.length <= 48 ? 'gap-[2px]' : cells.length <= 110 ? 'gap-px' : 'gap-0'
  return (
    <div role="img" aria-label={label} className={classNames('flex overflow-hidden rounded-[2px]', gap, className)}>
      {cells.map((state, cell) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its position
          key={cell}
          className={classNames('h-1.5 min-w-0 flex-1', cells.length <= 110 && 'rounded-[2px]', FILLS[state])}
        />
      ))}
    </div>
  )
}
