import type { UploadResult } from '#lib/contracts/http/uploads.ts'
import { isErrorCode } from '#lib/core/errors/is-error-code.ts'
import type { EntryId } from '#lib/core/ids/ids.ts'
import type { TransferEvent } from '#lib/core/transfers/transfer-events.ts'
import type { TransferRecord } from '#lib/core/transfers/transfer-record.ts'
import type { Motion } from '../engine/motions.ts'
import { compareChunks } from './compare-chunks.ts'
import { UploadError, type Uploader, type UploadListener } from './uploader.ts'

export interface RunOptions {
  transfer: TransferRecord
  /** Null when everything was sent before and only the result is missing. */
  source: Blob | null
  /** What this device keeps of it, for when the file that was chosen cannot be read any more; null when nothing. */
  findCopy: () => Promise<Blob | null>
  uploader: Uploader
  /** Null where the page has no secure context: then the vault's own comparison has to do. */
  subtle: SubtleCrypto | null
  sleep: (ms: number, signal: AbortSignal) => Promise<void>
  signal: AbortSignal
  onEvent: (event: TransferEvent) => void
  onMotion: (motion: Partial<Motion>) => void
}

const FIRST_ASK_MS = 150
const LAST_ASK_MS = 3_000

/** One attempt of one transfer: send, ask what became of it, compare. Every outcome is an event for the machine. */
export async function runTransfer(options: RunOptions): Promise<void> {
  const { signal, onEvent } = options
  const tell = (event: TransferEvent) => {
    if (!signal.aborted) onEvent(event)
  }
  try {
    const uploadUrl = await sendBytes(options, tell)
    if (signal.aborted) return
    tell({ kind: 'sent' })
    const result = await waitForResult(options, uploadUrl)
    if (result === null) return
    const failure = failureOf(result)
    tell(failure ?? (await verify(options, result)))
  } catch (error) {
    tell(error instanceof UploadError ? error.failure : { kind: 'serverError', code: 'internal', retryable: true })
  }
}

async function sendBytes(options: RunOptions, tell: (event: TransferEvent) => void): Promise<string> {
  const { transfer, source, uploader, signal } = options
  let { uploadUrl } = transfer
  if (source === null) {
    if (uploadUrl === null || transfer.ackedBytes < transfer.sizeBytes) throw new UploadError({ kind: 'sourceLost' })
    return uploadUrl
  }
  const listener: UploadListener = {
    onCreated: (url, ackedBytes) => {
      uploadUrl = url
      tell({ kind: 'created', uploadUrl: url, ackedBytes })
    },
    onAcknowledged: (ackedBytes) => tell({ kind: 'progress', ackedBytes }),
    onSent: (sentBytes) => options.onMotion({ sentBytes }),
  }
  try {
    await uploader.send(transfer, source, listener, signal)
  } catch (error) {
    const copy = isLost(error) ? await options.findCopy() : null
    if (copy === null || signal.aborted) throw error
    await uploader.send({ ...transfer, uploadUrl }, copy, listener, signal)
  }
  return uploadUrl ?? ''
}

/** The file was changed, moved or deleted since it was chosen. */
function isLost(error: unknown): boolean {
  return error instanceof UploadError && ['sourceLost', 'sourceChanged'].includes(error.failure.kind)
}

/** The last answer may come before the vault has put the file in its place; null after an abort. */
async function waitForResult(options: RunOptions, uploadUrl: string): Promise<UploadResult | null> {
  for (let pauseMs = FIRST_ASK_MS; !options.signal.aborted; pauseMs = Math.min(LAST_ASK_MS, pauseMs * 2)) {
    const result = await options.uploader.result(uploadUrl, options.signal)
    if (result.state !== 'finishing') return result
    await options.sleep(pauseMs, options.signal)
  }
  return null
}

function failureOf(result: UploadResult): TransferEvent | null {
  switch (result.state) {
    case 'done':
      return null
    case 'failed':
      return {
        kind: 'serverError',
        code: isErrorCode(result.failureCode) ? result.failureCode : 'internal',
        retryable: false,
      }
    case 'cancelled':
      return { kind: 'serverError', code: 'upload_gone', retryable: false }
    case 'expired':
      // Nothing is left of it: sent anew, as one that the vault never heard of.
      return { kind: 'serverError', code: 'upload_not_found', retryable: false }
    case 'open':
    case 'finishing':
      // It lost bytes that it had acknowledged, or finishing was interrupted: HEAD tells where it stands.
      return { kind: 'serverError', code: 'upload_offset_mismatch', retryable: true }
  }
}

function isForGood(failure: UploadError['failure']): boolean {
  return failure.kind === 'serverError' && !failure.retryable
}

async function verify(options: RunOptions, result: UploadResult, isCopy = false): Promise<TransferEvent> {
  const { source, subtle, uploader, signal } = options
  const done = (compared: boolean): TransferEvent => ({
    kind: 'verified',
    // The contract's ids are plain strings; this one came from the vault itself.
    result: {
      entryId: result.entryId as EntryId | null,
      finalName: result.finalName ?? result.filename,
      skipped: result.skipped,
      compared,
    },
  })
  if (source === null || subtle === null || result.entryId === null) return done(false)
  const manifest = await uploader.manifest(result.entryId, signal).catch((error: unknown) => {
    // Somebody may have deleted or replaced it in the meantime: then there is nothing to compare with, and nothing
    // lost. After anything else it is asked again, for the copy on this device goes only when both are the same.
    if (error instanceof UploadError && isForGood(error.failure)) return null
    throw error
  })
  if (manifest === null) return done(false)
  const onProgress = (comparedBytes: number) => options.onMotion({ comparedBytes })
  switch (await compareChunks({ source, manifest, subtle, signal, onProgress })) {
    case 'equal':
      return done(true)
    case 'different':
      return { kind: 'serverError', code: 'hash_mismatch', retryable: false }
    case 'unreadable': {
      const copy = await options.findCopy()
      if (copy !== null && !isCopy) return verify({ ...options, source: copy }, result, true)
      // It went away after its last byte was sent, and a browser refuses to send a changed file: the vault's hash
      // stands.
      return done(false)
    }
  }
}
