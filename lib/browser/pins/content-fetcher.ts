import type { PinEvent } from '#lib/core/pins/pin-events.ts'
import type { Pace } from '../engine/pace.ts'
import type { FetchJob, FromPinWorker, ToPinWorker } from './pin-worker-messages.ts'

/** Fetches contents on behalf of the engine. */
export interface ContentFetcher {
  /** Resolves when nothing of it is open any more; after an abort nothing more is told. */
  fetch(job: FetchJob, tell: (event: PinEvent) => void, signal: AbortSignal): Promise<void>
  /** What all transfers of this device may take together; null without a limit. */
  limit(bytesPerSecond: number | null): void
  close(): void
}

/**
 * By a worker of its own: only there bytes are written fast and flushed, and the page stays free.
 * @param pace of everything that is sent and comes; asked before each request, as long as there is a limit
 */
export function createWorkerFetcher(url: string, pace: Pick<Pace, 'take' | 'giveBack'>): ContentFetcher {
  let worker: Worker | null = null
  let limit: number | null = null
  const asks = new Map<number, AbortController>()
  const jobs = new Map<string, { tell: (event: PinEvent) => void; end: () => void }>()

  function open(): Worker {
    const opened = new Worker(url, { name: 'pins' })
    opened.onmessage = ({ data }: MessageEvent<FromPinWorker>) => {
      if (data.kind === 'ask') void answer(data.ask, data.bytes)
      else if (data.kind === 'unask') asks.get(data.ask)?.abort()
      else if (data.kind === 'giveBack') pace.giveBack(data.bytes)
      else if (data.kind === 'event') jobs.get(data.job)?.tell(data.event)
      else jobs.get(data.job)?.end()
    }
    opened.postMessage({ kind: 'limit', bytesPerSecond: limit } satisfies ToPinWorker)
    opened.onerror = () => {
      // Its code could not be loaded, or it failed: what ran is tried again, with a new one.
      worker = null
      opened.terminate()
      stopAsking()
      for (const { tell, end } of jobs.values()) {
        tell({ kind: 'serverError', code: 'unavailable', retryable: true })
        end()
      }
    }
    return opened
  }
  const say = (message: ToPinWorker) => worker?.postMessage(message)
  const answer = async (ask: number, bytes: number) => {
    const stop = new AbortController()
    asks.set(ask, stop)
    const isAllowed = await pace.take(bytes, stop.signal).then(
      () => true,
      () => false,
    )
    // A new worker counts from one again.
    if (asks.get(ask) === stop) asks.delete(ask)
    if (isAllowed) say({ kind: 'go', ask })
  }
  const stopAsking = () => {
    for (const stop of asks.values()) stop.abort()
  }

  return {
    fetch: (job, tell, signal) =>
      new Promise<void>((resolve) => {
        worker ??= open()
        const stop = () => say({ kind: 'stop', job: job.job })
        jobs.set(job.job, {
          tell: (event) => {
            if (!signal.aborted) tell(event)
          },
          end: () => {
            signal.removeEventListener('abort', stop)
            jobs.delete(job.job)
            resolve()
          },
        })
        signal.addEventListener('abort', stop)
        say({ kind: 'fetch', ...job })
      }),
    limit(bytesPerSecond) {
      limit = bytesPerSecond
      say({ kind: 'limit', bytesPerSecond })
    },
    close() {
      stopAsking()
      worker?.terminate()
      worker = null
      for (const { end } of [...jobs.values()]) end()
    },
  }
}
