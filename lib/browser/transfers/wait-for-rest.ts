import { type BackgroundState, backgroundState } from '#lib/core/transfers/background.ts'
import type { Transfers } from './transfers.ts'

/**
 * Stays with the transfers until nothing goes on by itself any more, or until it is enough; whoever leads meanwhile
 * sends. Returns how they stand.
 */
export function waitForRest(
  transfers: Pick<Transfers, 'subscribe' | 'getSnapshot'>,
  enough: AbortSignal,
): Promise<BackgroundState> {
  const state = () => {
    const { ready, transfers: all } = transfers.getSnapshot()
    return ready ? backgroundState(all) : 'moving'
  }
  return new Promise((resolve) => {
    const look = () => {
      if (state() !== 'moving' || enough.aborted) end()
    }
    const stop = transfers.subscribe(look)
    function end(): void {
      stop()
      enough.removeEventListener('abort', end)
      resolve(state())
    }
    enough.addEventListener('abort', end)
    look()
  })
}
