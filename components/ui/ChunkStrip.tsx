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
  return (
    <div role="img" aria-label={label} className={classNames('flex gap-[2px]', className)}>
      {cells.map((state, cell) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its position
        <span key={cell} className={classNames('h-1.5 min-w-px flex-1 rounded-[2px]', FILLS[state])} />
      ))}
    </div>
  )
}
