import { secondsLeft } from './speed.ts'
import type { TransferRecord } from './transfer-record.ts'

/** The groups of the tray, in its order. */
export type TraySection = 'now' | 'waiting' | 'needsYou' | 'done'

/** Null for what is not shown. Paused stands under waiting: somebody wanted it so. */
export function traySection({ state }: TransferRecord): TraySection | null {
  switch (state.kind) {
    case 'queued':
    case 'paused':
      return 'waiting'
    case 'running':
    case 'verifying':
      return 'now'
    case 'waiting':
      return state.for === 'network' || state.for === 'retry' ? 'waiting' : 'needsYou'
    case 'failed':
      return 'needsYou'
    case 'done':
      return 'done'
    case 'cancelled':
      return null
  }
}

export type TransferSummary = {
  /** What the head line says: the first of these that is true. */
  readonly phase: 'idle' | 'sending' | 'verifying' | 'waiting' | 'paused' | 'needsYou' | 'done'
  /** "Sending `current` of `total`": transfers of this go, without failed and cancelled ones. */
  readonly current: number
  readonly total: number
  readonly doneCount: number
  readonly needsYouCount: number
  readonly sizeBytes: number
  readonly ackedBytes: number
  /** 0 to 100, rounded down: 100 only when everything is done. */
  readonly percent: number
  /** Of what goes on by itself; null when unknown. */
  readonly secondsLeft: number | null
}

/**
 * The totals for the tray, or for a part of it (a batch). What was done before the oldest unfinished transfer began
 * belongs to an earlier go and is not counted, as long as something is unfinished.
 */
export function summarize(transfers: readonly TransferRecord[], bytesPerSecond: number | null): TransferSummary {
  const shown = transfers.filter(({ state }) => state.kind !== 'cancelled' && state.kind !== 'failed')
  const unfinished = shown.filter(({ state }) => state.kind !== 'done')
  const beganAtMs = unfinished.reduce((oldest, transfer) => Math.min(oldest, transfer.createdAtMs), Infinity)
  const done = shown.filter(
    ({ state }) => state.kind === 'done' && (unfinished.length === 0 || state.atMs >= beganAtMs),
  )
  const counted = [...unfinished, ...done]
  const sizeBytes = sumOf(counted, ({ sizeBytes: size }) => size)
  const ackedBytes = sumOf(counted, ({ ackedBytes: acked }) => acked)
  const goingOn = unfinished.filter((transfer) => {
    const section = traySection(transfer)
    return (section === 'now' || section === 'waiting') && transfer.state.kind !== 'paused'
  })
  const remainingBytes = sumOf(goingOn, ({ sizeBytes: size, ackedBytes: acked }) => size - acked)
  return {
    phase: phaseOf(transfers),
    current: Math.min(counted.length, done.length + 1),
    total: counted.length,
    doneCount: done.length,
    needsYouCount: transfers.filter((transfer) => traySection(transfer) === 'needsYou').length,
    sizeBytes,
    ackedBytes,
    percent: percentOf(counted.length > 0 && counted.length === done.length, ackedBytes, sizeBytes),
    secondsLeft: goingOn.length === 0 ? null : secondsLeft(remainingBytes, bytesPerSecond),
  }
}

/** One transfer's own percentage, by the same rule. */
export function percentOf(isDone: boolean, ackedBytes: number, sizeBytes: number): number {
  if (isDone) return 100
  return sizeBytes === 0 ? 0 : Math.min(99, Math.floor((ackedBytes / sizeBytes) * 100))
}

function phaseOf(transfers: readonly TransferRecord[]): TransferSummary['phase'] {
  const has = (accepts: (transfer: TransferRecord) => boolean) => transfers.some(accepts)
  if (has(({ state }) => state.kind === 'running' || state.kind === 'queued')) return 'sending'
  if (has(({ state }) => state.kind === 'verifying')) return 'verifying'
  if (has((transfer) => traySection(transfer) === 'needsYou')) return 'needsYou'
  if (has(({ state }) => state.kind === 'waiting')) return 'waiting'
  if (has(({ state }) => state.kind === 'paused')) return 'paused'
  return has(({ state }) => state.kind === 'done') ? 'done' : 'idle'
}

function sumOf(transfers: readonly TransferRecord[], value: (transfer: TransferRecord) => number): number {
  return transfers.reduce((sum, transfer) => sum + value(transfer), 0)
}
