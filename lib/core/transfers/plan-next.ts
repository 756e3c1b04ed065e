/** What is planned: an upload, a pin, a download. */
export type Plannable = {
  readonly id: string
  readonly createdAtMs: number
  readonly sizeBytes: number
  /** Of them, what need not move again. */
  readonly ackedBytes: number
  readonly state: { readonly kind: string }
}

/** What is left of a small transfer is sent within a second or so at home. */
const SMALL_BYTES = 8 * 1024 * 1024

/**
 * The ids to start now, the oldest first. One slot is always left to small files, so that photos do not wait behind
 * films, and while a large one waits small ones leave it a slot, so that a film does not wait behind ten thousand
 * photos. Pure and cheap: ask after every change.
 */
export function planNext(transfers: Iterable<Plannable>, { slots }: { slots: number }): string[] {
  const active = { small: 0, large: 0 }
  const queued = { small: [] as Plannable[], large: [] as Plannable[] }
  for (const transfer of transfers) {
    const size = isSmall(transfer) ? 'small' : 'large'
    if (transfer.state.kind === 'running') active[size]++
    if (transfer.state.kind === 'queued') insert(queued[size], transfer, slots)
  }
  const chosen: string[] = []
  while (active.small + active.large < slots) {
    const next = choose(queued, active, slots)
    if (next === null) break
    const [transfer] = queued[next].splice(0, 1)
    if (transfer === undefined) break
    active[next]++
    chosen.push(transfer.id)
  }
  return chosen
}

type BySize<T> = { small: T; large: T }

function choose(queued: BySize<Plannable[]>, active: BySize<number>, slots: number): 'small' | 'large' | null {
  const most = Math.max(1, slots - 1)
  const small = active.small < (queued.large.length > 0 ? most : slots) ? queued.small[0] : undefined
  const large = active.large < most ? queued.large[0] : undefined
  if (small === undefined) return large === undefined ? null : 'large'
  return large === undefined || isBefore(small, large) ? 'small' : 'large'
}

/** Keeps the `most` oldest in order: a queue of 100,000 is walked once, not sorted. */
function insert(oldest: Plannable[], transfer: Plannable, most: number): void {
  const index = oldest.findIndex((other) => isBefore(transfer, other))
  if (index >= 0) oldest.splice(index, 0, transfer)
  else if (oldest.length < most) oldest.push(transfer)
  if (oldest.length > most) oldest.pop()
}

function isSmall({ sizeBytes, ackedBytes }: Plannable): boolean {
  return sizeBytes - ackedBytes <= SMALL_BYTES
}

function isBefore(left: Plannable, right: Plannable): boolean {
  if (left.createdAtMs !== right.createdAtMs) return left.createdAtMs < right.createdAtMs
  return left.id < right.id
}
