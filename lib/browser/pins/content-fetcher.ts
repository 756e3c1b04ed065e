import type { PinEvent } from '#lib/core/pins/pin-events.ts'
import type { FetchJob, FromPinWorker, ToPinWorker } from './pin-worker-messages.ts'

/** Fetches contents on behalf of the engine. */
export interface ContentFetcher {
  /** Resolves when nothing of it is open any more; after an abort nothing more is told. */
  fetch(job: FetchJob, tell: (event: PinEvent) => void, signal: AbortSignal): Promise<void>
  close(): void
}

/** By a worker of its own: only there bytes are written fast and flushed, and the page stays free. */
export function createWorkerFetcher(url: string): ContentFetcher {
  let worker: Worker | null = null
  const jobs = new Map<string, { tell: (event: PinEvent) => void; end: () => void }>()

  function open(): Worker {
    const opened = new Worker(url, { name: 'pins' })
    opened.onmessage = ({ data }: MessageEvent<FromPinWorker>) => {
      const job = jobs.get(data.job)
      if (data.kind === 'event') job?.tell(data.event)
      else job?.end()
    }
    opened.onerror = () => {
      // Its code could not be loaded, or it failed: what ran is tried again, with a new one.
      worker = null
      opened.terminate()
      for (const { tell, end } of jobs.values()) {
        tell({ kind: 'serverError', code: 'unavailable', retryable: true })
        end()
      }
    }
    return opened
  }
  const say = (message: ToPinWorker) => worker?.postMessage(message)

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
    close() {
      worker?.terminate()
      worker = null
      for (const { end } of [...jobs.values()]) end()
    },
  }
}
