import type { DetailedError, HttpStack, Upload, UploadOptions } from 'tus-js-client'
import { type Api, problemOf } from '#lib/api/client.ts'
import { entryRoutes } from '#lib/contracts/http/entries.ts'
import { uploadRoutes } from '#lib/contracts/http/uploads.ts'

import { type TransferRecord, transferIdOf } from '#lib/core/transfers/transfer-record.ts'
import type { BrowserStore } from '../db/browser-store.ts'
import type { Pace } from '../engine/pace.ts'
import { BLOB_READER } from './blob-reader.ts'
import { readFailureOfSource } from './read-failure.ts'
import { watchForStall } from './stall-watch.ts'
import { createTusUrlStorage } from './tus-url-storage.ts'
import { failureOfAnswer, failureOfError, failureOfSilence, type HttpAnswer } from './upload-failure.ts'
import { UploadError, type Uploader, type UploadFailure, type UploadListener } from './uploader.ts'

/** Up to here a file travels with the request that creates it: one round trip instead of two. */
const WITH_CREATION_BYTES = 8 * 1024 * 1024

export interface TusUploaderOptions {
  api: Api
  endpoint: string
  store: BrowserStore
  isOnline: () => boolean
  /** Wall-clock time, for what is written down. */
  now: () => number
  /** Monotonic milliseconds, for how long a request takes. */
  monotonicNow: () => number
  pace: Pace
  fetch: typeof globalThis.fetch
  /** Without XMLHttpRequest (worker, tests) the fetch stack; left out, tus-js-client brings its own. */
  httpStack?: HttpStack
  loadTus?: () => Promise<Tus>
}

type Tus = { Upload: typeof Upload }

/** Uploads by tus 1.0.0. One attempt per call: when and whether to try again is the transfer machine's business. */
export function createTusUploader(options: TusUploaderOptions): Uploader {
  const loadTus = options.loadTus ?? (() => import('tus-js-client'))
  const urlStorage = createTusUrlStorage(options.store, options.now)
  const { pace } = options

  function optionsFor(transfer: TransferRecord, chunkSize: number): UploadOptions {
    return {
      // With an address there is no endpoint: tus-js-client would make a new upload after any refusal of the old one.
      ...(transfer.uploadUrl === null ? { endpoint: options.endpoint } : { uploadUrl: transfer.uploadUrl }),
      ...(options.httpStack ? { httpStack: options.httpStack } : {}),
      retryDelays: null,
      chunkSize,
      uploadDataDuringCreation: transfer.sizeBytes <= Math.min(WITH_CREATION_BYTES, chunkSize),
      metadata: metadataOf(transfer),
      urlStorage,
      fileReader: BLOB_READER,
      fingerprint: async () => transferIdOf(transfer),
      storeFingerprintForResuming: true,
      removeFingerprintOnSuccess: true,
    }
  }

  /** HEAD answers have no body; the result route says in a problem document why the upload is refused. */
  async function explain(failure: UploadFailure, uploadUrl: string | null): Promise<UploadFailure> {
    const needsReason = failure.kind === 'serverError' && ['forbidden', 'upload_not_found'].includes(failure.code)
    if (!needsReason || uploadUrl === null) return failure
    try {
      await options.api.call(uploadRoutes.result, { params: { upload: uploadIdOf(uploadUrl) } })
      return failure
    } catch (error) {
      return failureOfError(error, options.isOnline())
    }
  }

  /** The address of an upload that the vault may have made without anybody hearing of it; without one it makes it now. */
  function findOrCreate({ Upload }: Tus, transfer: TransferRecord): Promise<string> {
    return new Promise<string>((resolve, reject) => {
      const upload = new Upload(asFile(new Blob()), {
        ...optionsFor({ ...transfer, uploadUrl: null }, pace.requestBytes(null)),
        uploadSize: transfer.sizeBytes,
        uploadDataDuringCreation: false,
        storeFingerprintForResuming: false,
        onUploadUrlAvailable: () => {
          void upload.abort()
          resolve(upload.url ?? '')
        },
        onError: (error) => {
          const answer = readAnswer(error)
          const failure = answer === null ? failureOfSilence(options.isOnline()) : failureOfAnswer(answer)
          reject(new UploadError(failure, error))
        },
      })
      upload.start()
    })
  }

  async function failureOf(answer: HttpAnswer | null, source: Blob, url: string | null): Promise<UploadFailure> {
    if (answer === null) return (await readFailureOfSource(source)) ?? failureOfSilence(options.isOnline())
    const failure = failureOfAnswer(answer)
    return answer.body === '' ? explain(failure, url) : failure
  }

  return {
    async send(chosen: TransferRecord, source: Blob, listener: UploadListener, signal: AbortSignal): Promise<void> {
      const tus = await loadTus().catch((cause: unknown) => {
        throw new UploadError(failureOfSilence(options.isOnline()), cause)
      })
      if (signal.aborted) return
      if (chosen.mayBeThere === true && chosen.uploadUrl === null) {
        const uploadUrl = await findOrCreate(tus, chosen)
        if (signal.aborted) return
        listener.onCreated(uploadUrl, chosen.ackedBytes)
        return this.send({ ...chosen, uploadUrl }, source, listener, signal)
      }
      const transfer = chosen
      await new Promise<void>((resolve, reject) => {
        let offsetBytes = 0
        let beganMs = 0
        const first = optionsFor(transfer, pace.requestBytes(null))
        const stall = watchForStall(() => stop(() => reject(new UploadError(STALLED))))
        const upload = new tus.Upload(asFile(source), {
          ...first,
          onBeforeRequest: async (request) => {
            const method = request.getMethod()
            if (method !== 'PATCH' && !(method === 'POST' && first.uploadDataDuringCreation)) return
            await pace.take(Math.min(upload.options.chunkSize ?? 0, transfer.sizeBytes - offsetBytes), signal)
            beganMs = options.monotonicNow()
            stall.moved(false)
          },
          onAfterResponse: (_request, response) => {
            offsetBytes = readOffset(response.getHeader('Upload-Offset')) ?? offsetBytes
          },
          onUploadUrlAvailable: () => listener.onCreated(upload.url ?? '', offsetBytes),
          onProgress: (sentBytes) => {
            stall.moved(sentBytes >= transfer.sizeBytes)
            listener.onSent(sentBytes)
          },
          onChunkComplete: (bytes, acceptedBytes) => {
            upload.options.chunkSize = pace.requestBytes({ bytes, elapsedMs: options.monotonicNow() - beganMs })
            listener.onAcknowledged(acceptedBytes)
          },
          onSuccess: () => stop(resolve),
          onError: (error) => {
            const answer = readAnswer(error)
            stop(
              () =>
                void failureOf(answer, source, upload.url).then((failure) => reject(new UploadError(failure, error))),
            )
          },
        })
        const abort = () => stop(resolve)
        function stop(settle: () => void): void {
          stall.end()
          signal.removeEventListener('abort', abort)
          void upload.abort()
          settle()
        }
        signal.addEventListener('abort', abort)
        void upload.findPreviousUploads().then(([previous]) => {
          if (signal.aborted) return
          if (previous && transfer.uploadUrl === null) upload.resumeFromPreviousUpload(previous)
          upload.start()
        })
      })
    },

    async result(uploadUrl, signal) {
      try {
        return await options.api.call(uploadRoutes.result, { params: { upload: uploadIdOf(uploadUrl) }, signal })
      } catch (error) {
        throw new UploadError(failureOfError(error, options.isOnline()), error)
      }
    },

    async manifest(entryId, signal) {
      try {
        const address = options.api.href(entryRoutes.manifest, { params: { entry: entryId } })
        const response = await options.fetch(address, { signal, credentials: 'same-origin' })
        if (!response.ok) throw await problemOf(response)
        return new Uint8Array(await response.arrayBuffer())
      } catch (error) {
        throw new UploadError(failureOfError(error, options.isOnline()), error)
      }
    },

    async remove(uploadUrl) {
      const { Upload } = await loadTus()
      try {
        await Upload.terminate(uploadUrl, options.httpStack ? { httpStack: options.httpStack } : {})
      } catch (error) {
        const response =
          error instanceof Error && 'originalResponse' in error ? (error as DetailedError).originalResponse : null
        const status = response?.getStatus()
        if (status !== 404 && status !== 410) {
          const failure = response
            ? failureOfAnswer({ status: response.getStatus(), body: response.getBody(), retryAfterSeconds: null })
            : failureOfSilence(options.isOnline())
          throw new UploadError(failure, error)
        }
      }
    },

    async removeUnknown(transfer) {
      const url = await findOrCreate(await loadTus(), transfer)
      await this.remove(url)
    },
  }
}

/** At once: an XMLHttpRequest that is aborted after its answer forgets status and body. Null when no answer came. */
function readAnswer(error: Error | DetailedError): HttpAnswer | null {
  const response = 'originalResponse' in error ? error.originalResponse : null
  if (!response) return null
  const retryAfter = response.getHeader('Retry-After')
  return {
    status: response.getStatus(),
    body: response.getBody() ?? '',
    retryAfterSeconds: retryAfter ? Number(retryAfter) : null,
  }
}

const STALLED: UploadFailure = { kind: 'serverError', code: 'upload_stalled', retryable: true }

/** The types of tus-js-client know Blob and File, and Node's Buffer; in every place we send a Blob. */
function asFile(source: Blob): File {
  return source as File
}

function metadataOf(transfer: TransferRecord): Record<string, string> {
  return {
    filename: transfer.filename,
    filetype: transfer.mimeType === '' ? 'application/octet-stream' : transfer.mimeType,
    place: transfer.placeId,
    path: transfer.path,
    lastModified: String(transfer.lastModifiedMs),
    transferId: transferIdOf(transfer),
    conflict: transfer.conflict,
  }
}

/** The id is the last segment of the address that the server gave. */
function uploadIdOf(uploadUrl: string): string {
  const path = new URL(uploadUrl, 'http://vault').pathname
  return decodeURIComponent(path.slice(path.lastIndexOf('/') + 1))
}

function readOffset(header: string | undefined): number | null {
  const offset = header === undefined ? Number.NaN : Number(header)
  return Number.isSafeInteger(offset) && offset >= 0 ? offset : null
}
