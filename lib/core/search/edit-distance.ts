export interface Distance {
  /** Letters to insert, delete, change or swap with their neighbour. */
  readonly whole: number
  /** The same up to the beginning of the other word that is nearest: what is still being typed. */
  readonly beginning: number
}

const FAR: Distance = { whole: Number.POSITIVE_INFINITY, beginning: Number.POSITIVE_INFINITY }

/**
 * How far one word is from another (optimal string alignment), given up beyond `most`: then it is infinite.
 * @param typed the word whose every letter counts; of `word` the end may be missing, for `beginning`
 * @param table is written over
 */
export function editDistance(typed: string, word: string, most: number, table = new EditTable()): Distance {
  if (typed.length - word.length > most) return FAR
  // What stands behind that is too far to matter for a beginning, and too long for the whole.
  const columns = Math.min(word.length, typed.length + most)
  const limit = (steps: number) => (steps > most ? Number.POSITIVE_INFINITY : steps)
  let { before, above, line } = table
  for (let column = 0; column <= columns; column++) above[column] = column
  const never = most + 1
  let least = 0
  for (let row = 1; row <= typed.length; row++) {
    const letter = typed.charCodeAt(row - 1)
    const lastLetter = row > 1 ? typed.charCodeAt(row - 2) : -1
    // Farther from the diagonal than that, too many letters were put in or left out.
    const [from, to] = [Math.max(1, row - most), Math.min(columns, row + most)]
    line[from - 1] = from === 1 ? row : never
    least = from === 1 ? row : never
    for (let column = from; column <= to; column++) {
      const other = word.charCodeAt(column - 1)
      let steps = at(above, column - 1) + (letter === other ? 0 : 1)
      steps = Math.min(steps, at(above, column) + 1, at(line, column - 1) + 1)
      if (column > 1 && lastLetter === other && letter === word.charCodeAt(column - 2)) {
        steps = Math.min(steps, at(before, column - 2) + 1)
      }
      line[column] = steps
      if (steps < least) least = steps
    }
    if (to < columns) line[to + 1] = never
    if (least > most) return FAR
    const spare = before
    before = above
    above = line
    line = spare
  }
  return {
    whole: columns < word.length ? Number.POSITIVE_INFINITY : limit(at(above, columns)),
    beginning: limit(Math.min(least, typed.length)),
  }
}

/** Room for the lines of one comparison, for whoever makes many. */
export class EditTable {
  readonly before: number[] = []
  readonly above: number[] = []
  readonly line: number[] = []
}

/** Indices stay within the lines by construction. */
const at = (line: readonly number[], index: number) => line[index] ?? 0
