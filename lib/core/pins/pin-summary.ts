import { percentOf } from '../transfers/summary.ts'
import { isVerified, type PinRecord } from './pin-record.ts'

/** What pins take on the device, and what they will. */
export type PinTotals = {
  readonly count: number
  readonly verifiedCount: number
  /** Bytes that lie here: whole copies, older ones until they are replaced, and parts. */
  readonly deviceBytes: number
  /** Bytes that are still to come. */
  readonly remainingBytes: number
}

export function sumPins(pins: Iterable<PinRecord>): PinTotals {
  let [count, verifiedCount, deviceBytes, remainingBytes] = [0, 0, 0, 0]
  for (const pin of pins) {
    if (pin.kind !== 'pin') continue
    count++
    if (isVerified(pin)) verifiedCount++
    deviceBytes += deviceBytesOf(pin)
    if (pin.state.kind !== 'done' && pin.state.kind !== 'failed') {
      remainingBytes += pin.target.sizeBytes - pin.storedBytes
    }
  }
  return { count, verifiedCount, deviceBytes, remainingBytes }
}

export function deviceBytesOf({ kept, target, storedBytes }: PinRecord): number {
  if (kept === null) return storedBytes
  return kept.contentId === target.contentId ? kept.sizeBytes : kept.sizeBytes + storedBytes
}

/** 0 to 100, rounded down: 100 only when every byte was compared. */
export function pinPercent(pin: PinRecord): number {
  return percentOf(pin.state.kind === 'done', pin.storedBytes, pin.target.sizeBytes)
}

/** A folder as one: its worst state counts, for "Verified" is true of all or of none. */
export type FolderStanding = PinTotals & {
  readonly phase: 'verified' | 'running' | 'waiting' | 'paused' | 'failed'
  readonly sizeBytes: number
  readonly storedBytes: number
}

export function standingOf(pins: readonly PinRecord[]): FolderStanding {
  const has = (...kinds: PinRecord['state']['kind'][]) => pins.some(({ state }) => kinds.includes(state.kind))
  const phase = has('running', 'verifying', 'queued')
    ? 'running'
    : has('waiting')
      ? 'waiting'
      : has('failed')
        ? 'failed'
        : has('paused')
          ? 'paused'
          : 'verified'
  return {
    ...sumPins(pins),
    phase,
    sizeBytes: pins.reduce((sum, { target }) => sum + target.sizeBytes, 0),
    storedBytes: pins.reduce((sum, pin) => sum + (isVerified(pin) ? pin.target.sizeBytes : pin.storedBytes), 0),
  }
}
