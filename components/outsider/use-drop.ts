import { useCallback, useEffect, useRef, useState } from 'react'
import type { Upload } from 'tus-js-client'
import { isErrorCode } from '#lib/core/errors/is-error-code.ts'
import { type Failure, words } from './outsider.ts'

export interface DroppedFile {
  readonly id: number
  readonly name: string
  readonly sizeBytes: number
  readonly sentBytes: number
  readonly state: 'waiting' | 'sending' | 'done' | 'failed'
  readonly failure: Failure | null
}

/** Waits between tries of one file, in milliseconds: as long as a phone is in the lift, not longer. */
const RETRY_MS = [0, 1_000, 3_000, 5_000, 10_000, 20_000, 30_000, 30_000]
const CHUNK_BYTES = 32 * 1024 * 1024
const AT_ONCE = 2
/** After these the vault knows nothing of the upload that could be gone on with. */
const FROM_THE_START: ReadonlySet<Failure['code']> = new Set([
  'upload_gone',
  'upload_not_found',
  'transfer_id_reused',
  'content_changed',
])

interface Sending {
  readonly file: File
  upload: Upload | null
}

/** Sends chosen files into the drop box by tus, two at a time; each goes on by itself after a break. */
export function useDrop(link: string, onSent: () => void) {
  const [files, setFiles] = useState<readonly DroppedFile[]>([])
  const sources = useRef(new Map<number, Sending>())
  const nextId = useRef(1)
  const patch = useCallback((id: number, change: Partial<DroppedFile>) => {
    setFiles((known) => known.map((file) => (file.id === id ? { ...file, ...change } : file)))
  }, [])

  const send = useCallback(
    async (id: number) => {
      const source = sources.current.get(id)
      if (source === undefined) return
      const { file } = source
      if (source.upload !== null) return source.upload.start()
      const { Upload } = await import('tus-js-client')
      if (sources.current.get(id) !== source) return
      const upload = new Upload(file, {
        endpoint: `/api/shared/${link}/uploads`,
        retryDelays: RETRY_MS,
        chunkSize: CHUNK_BYTES,
        uploadDataDuringCreation: file.size <= CHUNK_BYTES,
        storeFingerprintForResuming: false,
        metadata: {
          filename: file.name,
          place: link,
          transferId: `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`,
          ...(file.type === '' ? {} : { filetype: file.type }),
          ...(Number.isFinite(file.lastModified) ? { lastModified: String(Math.trunc(file.lastModified)) } : {}),
        },
        onProgress: (sentBytes) => patch(id, { sentBytes }),
        // A refusal is an answer; what the network or a restart broke is tried again.
        onShouldRetry: (error) => {
          const status = error.originalResponse?.getStatus() ?? 0
          return status === 0 || status === 409 || status === 423 || status === 408 || status === 500 || status === 503
        },
        onSuccess: () => {
          patch(id, { state: 'done', sentBytes: file.size })
          onSent()
        },
        onError: (error) => {
          const answer = 'originalResponse' in error ? error.originalResponse : null
          patch(id, { state: 'failed', failure: failureIn(answer?.getBody() ?? '') })
          onSent()
        },
      })
      source.upload = upload
      upload.start()
    },
    [link, onSent, patch],
  )

  useEffect(() => {
    const free = AT_ONCE - files.filter(({ state }) => state === 'sending').length
    for (const { id } of files.filter(({ state }) => state === 'waiting').slice(0, Math.max(0, free))) {
      patch(id, { state: 'sending', failure: null })
      send(id).catch(() => patch(id, { state: 'failed', failure: { code: 'unavailable' } }))
    }
  }, [files, patch, send])

  const isBusy = files.some(({ state }) => state === 'waiting' || state === 'sending')
  useEffect(() => {
    if (!isBusy) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isBusy])

  return {
    files,
    add: (chosen: readonly File[]) => {
      const added = chosen.map((file): DroppedFile => {
        const id = nextId.current++
        sources.current.set(id, { file, upload: null })
        return { id, name: file.name, sizeBytes: file.size, sentBytes: 0, state: 'waiting', failure: null }
      })
      setFiles((known) => [...known, ...added])
    },
    retry: (id: number) => {
      const source = sources.current.get(id)
      const code = files.find((file) => file.id === id)?.failure?.code
      // Else it goes on where the vault has it.
      if (source !== undefined && code !== undefined && FROM_THE_START.has(code)) source.upload = null
      patch(id, { state: 'waiting', failure: null, ...(source?.upload == null ? { sentBytes: 0 } : {}) })
    },
    cancel: (id: number) => {
      const upload = sources.current.get(id)?.upload
      sources.current.delete(id)
      setFiles((known) => known.filter((file) => file.id !== id))
      // A server that is away forgets the upload by itself, after some days.
      void Promise.resolve(upload?.abort(true))
        .catch(() => undefined)
        .then(onSent)
    },
  }
}

export type Drop = ReturnType<typeof useDrop>

/** What a problem document says; else the vault did not answer. */
function failureIn(body: string): Failure {
  try {
    const { code } = JSON.parse(body) as { code?: unknown }
    if (isErrorCode(code)) return { code }
  } catch {
    // No answer, or none of the vault.
  }
  return { code: 'unavailable' }
}

export function stateWords({ state, sentBytes, sizeBytes, failure }: DroppedFile): string {
  if (failure !== null) return words.failure(failure.code).join(' ')
  if (state === 'sending') return words.sending(sizeBytes === 0 ? 1 : sentBytes / sizeBytes)
  return state === 'done' ? words.done : words.waiting
}
