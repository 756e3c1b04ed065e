import type { Strings } from '#components/strings/en.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { TransferRecord } from '#lib/core/transfers/transfer-record.ts'
import type { TransferProgress } from './transfer-progress.ts'

export type TransferTone = 'plain' | 'green' | 'amber' | 'red'

export interface TransferWords {
  text: string
  tone: TransferTone
}

/**
 * How a transfer stands, in words. Green only when this device has compared its bytes with the vault's.
 * @param around the room it goes to, if it is to be named; whether everything waits for Wi-Fi; whether there is little
 *   room for words
 */
export function transferWords(
  transfer: TransferRecord,
  progress: TransferProgress,
  { placeName, isHeld, isBrief = false }: { placeName: string | null; isHeld: boolean; isBrief?: boolean },
  strings: Strings,
): TransferWords {
  const { transfers, errors } = strings
  const { state } = transfer
  switch (state.kind) {
    case 'queued':
      return { text: progress.percent > 0 ? transfers.paused(progress.percent) : transfers.queued, tone: 'plain' }
    case 'running': {
      const say = isBrief ? transfers.sendingBriefly : transfers.sending
      return { text: say(progress.percent, progress.bytesPerSecond, progress.secondsLeft), tone: 'plain' }
    }
    case 'paused':
      return { text: transfers.paused(progress.percent), tone: 'plain' }
    case 'verifying': {
      const percent = progress.comparedShare === null ? null : Math.min(99, Math.floor(progress.comparedShare * 100))
      return { text: transfers.comparing(percent), tone: 'green' }
    }
    case 'waiting':
      if (isHeld && state.for === 'network') return { text: transfers.waits.wifi(progress.percent), tone: 'amber' }
      return waitingWords(state, progress, strings)
    case 'failed': {
      if (state.code === 'source_changed') return { text: transfers.failed.sourceChanged, tone: 'red' }
      const { sentence } = errors.explain(new VaultError(state.code))
      return { text: `${sentence} ${transfers.failed.kept(state.keptBytes)}`, tone: 'red' }
    }
    case 'done': {
      const { skipped, finalName, compared } = state.result
      if (skipped) return { text: transfers.leftOut, tone: 'plain' }
      const tone = compared ? 'green' : 'plain'
      if (finalName !== transfer.filename) return { text: transfers.safeAs(placeName, finalName, compared), tone }
      return { text: compared ? transfers.verified(placeName) : transfers.safe(placeName), tone }
    }
    case 'cancelled':
      return { text: '', tone: 'plain' }
  }
}

function waitingWords(
  state: Extract<TransferRecord['state'], { kind: 'waiting' }>,
  progress: TransferProgress,
  { transfers, errors }: Strings,
): TransferWords {
  switch (state.for) {
    case 'network':
      return { text: transfers.waits.network(progress.percent), tone: 'amber' }
    case 'password':
      return { text: transfers.waits.password, tone: 'amber' }
    case 'signIn':
      return { text: transfers.waits.signIn, tone: 'amber' }
    case 'source':
      return { text: transfers.waits.source(progress.percent), tone: 'amber' }
    case 'retry': {
      const isAway = state.code === 'unavailable' || state.code === 'shutting_down'
      const { sentence } = errors.explain(new VaultError(state.code))
      return { text: isAway ? transfers.waits.vault : transfers.waits.retry(sentence), tone: 'amber' }
    }
  }
}
