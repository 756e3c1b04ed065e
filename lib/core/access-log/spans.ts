/** From the first to just before the second: bytes of a file, or milliseconds of a film. */
export type Span = readonly [from: number, before: number]

/** Of one film: a person who leaps about makes many. */
export const MOST_SPANS_PLAYED = 200

/**
 * Adds what was sent or played to what was before. The result is in order, nothing in it touches its neighbour, and it
 * holds at most `most` spans: where there would be more, the nearest two become one and what lies between counts too.
 */
export function addSpan(spans: readonly Span[], added: Span, most: number): readonly Span[] {
  let [from, before] = added
  if (before <= from) return spans
  const last = spans.at(-1)
  // Nearly always: it goes on where it stood.
  if (last !== undefined && from >= last[0] && from <= last[1]) {
    return before <= last[1] ? spans : [...spans.slice(0, -1), [last[0], before]]
  }
  // Who leaps about in a film has soon been nearly everywhere.
  for (const span of spans) if (from >= span[0] && before <= span[1]) return spans
  const joined: Span[] = []
  let isIn = false
  for (const span of spans) {
    if (span[1] < from) joined.push(span)
    else if (span[0] > before) {
      if (!isIn) joined.push([from, before])
      isIn = true
      joined.push(span)
    } else {
      from = Math.min(from, span[0])
      before = Math.max(before, span[1])
    }
  }
  if (!isIn) joined.push([from, before])
  while (joined.length > Math.max(1, most)) joinNearest(joined)
  return joined
}

export function addSpans(spans: readonly Span[], added: readonly Span[], most: number): readonly Span[] {
  return added.reduce((all, span) => addSpan(all, span, most), spans)
}

export function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, [from, before]) => sum + before - from, 0)
}

function joinNearest(spans: Span[]): void {
  let nearest = 1
  let least = Number.POSITIVE_INFINITY
  for (const [index, span] of spans.entries()) {
    const previous = spans[index - 1]
    if (previous === undefined || span[0] - previous[1] >= least) continue
    least = span[0] - previous[1]
    nearest = index
  }
  const [left, right] = [spans[nearest - 1], spans[nearest]]
  if (left !== undefined && right !== undefined) spans.splice(nearest - 1, 2, [left[0], right[1]])
}
