import type { ErrorCode } from '#lib/core/errors/error-codes.ts'
import type { TransferState } from '#lib/core/transfers/transfer-record.ts'
import type { Reach } from '../reach/reach.ts'
import type { Transfers } from './transfers.ts'

/** A look costs nothing; what waits goes on within this time. */
const LOOK_MS = 2_000

/** The network is there, and nobody answers. */
const AWAY: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['unavailable', 'shutting_down'])

/**
 * Tells transfers that the network, or the vault, is back, where no page does: browsers send a service worker no `online`
 * event, and a retry may be a minute away.
 * @returns how to stop
 */
export function watchNetworkReturn(
  transfers: Pick<Transfers, 'getSnapshot' | 'send'>,
  isOnline: () => boolean,
  reach: Pick<Reach, 'isAway' | 'doubt' | 'onBack' | 'answered'>,
): () => void {
  const goOn = () => transfers.send({ kind: 'network', online: true })
  const forget = reach.onBack(goOn)
  const look = () => {
    const all = transfers.getSnapshot().transfers
    if (all.some(({ state }) => waitsForNetwork(state)) && isOnline()) goOn()
    // It looks by itself from then on, ever more seldom.
    else if (!reach.isAway() && all.some(({ state }) => waitsForVault(state))) void reach.doubt()
  }
  const timer = setInterval(look, LOOK_MS)
  return () => {
    clearInterval(timer)
    forget()
    reach.answered()
  }
}

function waitsForNetwork(state: TransferState): boolean {
  return state.kind === 'waiting' && state.for === 'network'
}

function waitsForVault(state: TransferState): boolean {
  return state.kind === 'waiting' && state.for === 'retry' && AWAY.has(state.code)
}
