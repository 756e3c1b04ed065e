import type { StoredPin } from '#lib/browser/db/stored-pins.ts'
import { secondsLeft } from '#lib/core/transfers/speed.ts'

/** What the tray tells of: pins until they are whole, downloads until somebody takes them from the list. */
export function pinsUnderWay(pins: readonly StoredPin[]): StoredPin[] {
  return pins.filter(({ kind, state }) => kind === 'download' || state.kind !== 'done')
}

export function summarizeComing(pins: readonly StoredPin[], bytesPerSecond: number | null) {
  const unfinished = pins.filter(({ state }) => state.kind !== 'done')
  const sum = (of: (pin: StoredPin) => number) => pins.reduce((total, pin) => total + of(pin), 0)
  const sizeBytes = sum(({ target }) => target.sizeBytes)
  const storedBytes = sum(({ storedBytes: stored, state, target }) =>
    state.kind === 'done' ? target.sizeBytes : stored,
  )
  const isRunning = pins.some(({ state }) => state.kind === 'running')
  return {
    count: unfinished.length,
    isOver: unfinished.length === 0,
    isPinning: unfinished.some(({ kind }) => kind === 'pin'),
    needsYou: pins.some(({ state }) => state.kind === 'failed'),
    sizeBytes,
    storedBytes,
    share: sizeBytes === 0 ? 0 : storedBytes / sizeBytes,
    secondsLeft: isRunning ? secondsLeft(sizeBytes - storedBytes, bytesPerSecond) : null,
  }
}
