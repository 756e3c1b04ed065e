/** Which way the bytes go: to the vault, or onto this device. */
export type Side = 'up' | 'down'

export type Load = { readonly running: number; readonly queued: number }

/** HTTP/1.1 gives a page six connections to the vault; the others are for what a person does meanwhile. */
const SLOTS = 3
/** Each file that comes has two requests, so that the disk never waits for the network. */
const MOST: Readonly<Record<Side, number>> = { up: SLOTS, down: 2 }

/**
 * How many transfers of one side may run, with the other side's load: never more than three together, and one of them is
 * left to the side that has something to do. What is sent keeps two: it is nowhere else yet.
 */
export function slotsOf(side: Side, other: Load): number {
  const isShared = other.running + other.queued > 0
  const most = isShared ? (side === 'up' ? SLOTS - 1 : 1) : MOST[side]
  return Math.max(0, Math.min(most, SLOTS - other.running))
}

export function loadOf(records: Iterable<{ readonly state: { readonly kind: string } }>): Load {
  let [running, queued] = [0, 0]
  for (const { state } of records) {
    if (state.kind === 'running') running++
    if (state.kind === 'queued') queued++
  }
  return { running, queued }
}
