export type ChunkState = 'stored' | 'moving' | 'missing'

/** From here on one cell stands for several chunks. */
const MAX_CELLS = 240

/**
 * The cells of a chunk strip. A cell of several chunks is stored only when all of them are,
 * and moving when some are on their way or have come: it never promises more than is true.
 */
export function foldChunks(chunks: readonly ChunkState[], maxCells = MAX_CELLS): ChunkState[] {
  if (chunks.length <= maxCells) return [...chunks]
  return Array.from({ length: maxCells }, (_, cell) => {
    const from = Math.floor((cell * chunks.length) / maxCells)
    const to = Math.floor(((cell + 1) * chunks.length) / maxCells)
    const part = chunks.slice(from, to)
    if (part.every((state) => state === 'stored')) return 'stored'
    return part.every((state) => state === 'missing') ? 'missing' : 'moving'
  })
}
