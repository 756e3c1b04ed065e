const DAY_MS = 86_400_000
const RENEW_BEFORE_MS = 30 * DAY_MS

export interface LeafState {
  readonly names: readonly string[]
  readonly notBeforeMs: number
  readonly notAfterMs: number
}

export type LeafPlan =
  | { readonly kind: 'keep' }
  | { readonly kind: 'mint'; readonly because: 'missing' | 'names' | 'age' | 'clock' }
  | { readonly kind: 'blocked'; readonly because: 'clock_before_build' | 'authority_expired' }

/** Whether the leaf in use still serves. A clock that cannot be right mints nothing: its dates would lie. */
export function planLeaf(state: {
  leaf: LeafState | null
  wantedNames: readonly string[]
  authorityNotAfterMs: number
  nowMs: number
  builtAtMs: number
}): LeafPlan {
  const { leaf, nowMs } = state
  const because = reasonToMint()
  if (because === null) return { kind: 'keep' }
  if (nowMs < state.builtAtMs) return { kind: 'blocked', because: 'clock_before_build' }
  if (nowMs >= state.authorityNotAfterMs) return { kind: 'blocked', because: 'authority_expired' }
  return { kind: 'mint', because }

  function reasonToMint() {
    if (leaf === null) return 'missing'
    if (state.wantedNames.some((name) => !leaf.names.includes(name))) return 'names'
    // A leaf ends with its authority at the latest: then a new one would live no longer.
    if (leaf.notAfterMs - nowMs < RENEW_BEFORE_MS && leaf.notAfterMs < state.authorityNotAfterMs) return 'age'
    return nowMs < leaf.notBeforeMs ? 'clock' : null
  }
}
