import { randomBytes } from 'node:crypto'
import { uuidV7 } from '#lib/core/ids/ids.ts'

/**
 * Wall time names moments to people and in the database; the monotonic one orders and expires things in a running
 * process.
 */
export interface Clock {
  /** milliseconds since 1970 */
  now(): number
  /** milliseconds since some moment; never jumps */
  monotonic(): number
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
}

/** A new UUIDv7; the caller names the brand. */
export function newId<Id extends string>(clock: Clock): Id {
  // A brand only exists in the type system; a fresh id may carry any.
  return uuidV7(clock.now(), randomBytes(10)) as Id
}
