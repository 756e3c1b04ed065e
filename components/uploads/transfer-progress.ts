import type { TransferMotion } from '#lib/browser/engine/motions.ts'
import { secondsLeft } from '#lib/core/transfers/speed.ts'
import { percentOf } from '#lib/core/transfers/summary.ts'
import type { TransferRecord } from '#lib/core/transfers/transfer-record.ts'

export interface TransferProgress {
  /** 0 to 1: how much of the file left this device. */
  share: number
  /** 0 to 100, never 100 before it is done. */
  percent: number
  bytesPerSecond: number | null
  secondsLeft: number | null
  /** 0 to 1 while the bytes are compared, else null. */
  comparedShare: number | null
}

/** What a bar shows of a transfer: the bytes that left while it runs, else those the vault has acknowledged. */
export function progressOf(transfer: TransferRecord, motion: TransferMotion | null): TransferProgress {
  const { sizeBytes, state } = transfer
  const isRunning = state.kind === 'running'
  const bytes = isRunning && motion ? Math.max(motion.sentBytes, transfer.ackedBytes) : transfer.ackedBytes
  const bytesPerSecond = isRunning ? (motion?.bytesPerSecond ?? null) : null
  const isComparing = state.kind === 'verifying' && motion !== null && motion.comparedBytes > 0
  return {
    share: state.kind === 'done' ? 1 : sizeBytes === 0 ? 0 : Math.min(1, bytes / sizeBytes),
    percent: percentOf(state.kind === 'done', bytes, sizeBytes),
    bytesPerSecond,
    secondsLeft: isRunning && bytes < sizeBytes ? secondsLeft(sizeBytes - bytes, bytesPerSecond) : null,
    comparedShare: isComparing && sizeBytes > 0 ? motion.comparedBytes / sizeBytes : null,
  }
}
