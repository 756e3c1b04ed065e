import type { TransferRecord } from './transfer-record.ts'

/**
 * How uploads stand for somebody who does not look: `moving` goes on by itself, `needsYou` waits for a person, `safe`
 * when there is nothing left to do.
 */
export type BackgroundState = 'moving' | 'needsYou' | 'safe'

export function backgroundState(transfers: readonly TransferRecord[]): BackgroundState {
  if (transfers.some(goesOn)) return 'moving'
  return transfers.some(needsSomebody) ? 'needsYou' : 'safe'
}

/** How many wait for a person: what a badge shows. */
export function countNeedingYou(transfers: readonly TransferRecord[]): number {
  return transfers.filter(needsSomebody).length
}

function goesOn({ state }: TransferRecord): boolean {
  if (state.kind === 'waiting') return state.for === 'network' || state.for === 'retry'
  return state.kind === 'queued' || state.kind === 'running' || state.kind === 'verifying'
}

/** Not what somebody paused: they know. */
function needsSomebody({ state }: TransferRecord): boolean {
  if (state.kind === 'waiting') return !(state.for === 'network' || state.for === 'retry')
  return state.kind === 'failed'
}
