import type { Transfers } from './transfers.ts'

/** A look costs nothing; what waits goes on within this time. */
const LOOK_MS = 2_000

/**
 * Tells transfers that the network is back, where no page does: browsers send a service worker no `online` event.
 * @returns how to stop
 */
export function watchNetworkReturn(
  transfers: Pick<Transfers, 'getSnapshot' | 'send'>,
  isOnline: () => boolean,
): () => void {
  const look = () => {
    const waits = transfers
      .getSnapshot()
      .transfers.some(({ state }) => state.kind === 'waiting' && state.for === 'network')
    if (waits && isOnline()) transfers.send({ kind: 'network', online: true })
  }
  const timer = setInterval(look, LOOK_MS)
  return () => clearInterval(timer)
}
