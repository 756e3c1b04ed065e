import type { DeviceId } from '../ids/ids.ts'
import { networkOf } from './network-of.ts'

export type LockoutPolicy = { readonly attempts: number; readonly lockMs: number }

/** Plain data, for it survives a restart. Times are of the caller's clock. */
export type LockoutState = {
  /** Wrong passwords in a row. */
  readonly failures: number
  readonly lastFailureMs: number
  readonly lockedUntilMs: number | null
}

/** Failures so old that nobody remembers them start no row: a typo each month must not lock a door in May. */
const FORGOTTEN_AFTER_MS = 24 * 3_600_000

/**
 * Counts one wrong password; the last of `attempts` in a row locks. While locked nothing is counted, so knocking does
 * not prolong it, and afterwards the row starts anew. @param state null at a door where nothing went wrong
 */
export function recordFailure(state: LockoutState | null, nowMs: number, policy: LockoutPolicy): LockoutState {
  if (state !== null && secondsLeft(state, nowMs) > 0) return state
  const goesOn = state !== null && state.lockedUntilMs === null && !isForgotten(state, nowMs)
  const failures = goesOn ? state.failures + 1 : 1
  const lockedUntilMs = failures >= policy.attempts ? nowMs + policy.lockMs : null
  return { failures, lastFailureMs: nowMs, lockedUntilMs }
}

/** The right password ends the row: nothing is left to remember. */
export function recordSuccess(_state: LockoutState | null): null {
  return null
}

/** Whole seconds until the door opens, rounded up; 0 when it is open. Ask before the password is looked at. */
export function secondsLeft(state: LockoutState | null, nowMs: number): number {
  if (state === null || state.lockedUntilMs === null) return 0
  // A clock that was set back must not keep a household out for years.
  if (nowMs < state.lastFailureMs) return 0
  return Math.max(0, Math.ceil((state.lockedUntilMs - nowMs) / 1000))
}

/** Whether the state says no more than null would, and its row may be deleted. */
export function isForgotten(state: LockoutState, nowMs: number): boolean {
  return secondsLeft(state, nowMs) === 0 && Math.abs(nowMs - state.lastFailureMs) > FORGOTTEN_AFTER_MS
}

/**
 * Who is counted together at a door. A known device counts for itself, so that a stranger behind the same address locks
 * nobody else out; an IPv4 address whole, an IPv6 one by its /64, which one attacker owns whole, but on the own link
 * by itself, for there the /64 is the household.
 * @param door such as "room:<id>"
 * @param from.onLink the address shares a prefix with one of our own interfaces; link-local ones always do
 */
export function lockoutKey(
  door: string,
  from: { address: string; knownDeviceId: DeviceId | null; onLink?: boolean },
): string {
  const who =
    from.knownDeviceId === null ? networkOf(from.address, from.onLink ?? false) : `device:${from.knownDeviceId}`
  return `${door} ${who}`
}

const FREE_FAILURES = 3
const MAX_SLOWDOWN_MS = 8_000

/** How long to wait before an account's password is looked at: slower with each failure in a row, never locked. */
export function slowdownMs(failures: number): number {
  return failures < FREE_FAILURES ? 0 : Math.min(MAX_SLOWDOWN_MS, 250 * 2 ** (failures - FREE_FAILURES))
}
