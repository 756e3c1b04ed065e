import { openPinStore, type PinStore } from '#lib/browser/db/pin-store.ts'
import { fetchContent } from '#lib/browser/pins/fetch-content.ts'
import { failureOfDisk } from '#lib/browser/pins/fetch-failure.ts'
import type { FetchJob, FromPinWorker, ToPinWorker } from '#lib/browser/pins/pin-worker-messages.ts'
import { isPlaying } from '#lib/browser/pins/playing.ts'
import { RequestSlots } from '#lib/browser/pins/request-slots.ts'
import { AskedPace } from './asked-pace.ts'
import { openPickedFile } from './picked-file.ts'
import { openSyncFile } from './sync-file.ts'

/**
 * The dedicated worker that fetches the contents of pins and verified downloads, built to `/pin-worker.js`: sync access
 * handles are there in such workers alone.
 */
declare const self: DedicatedWorkerGlobalScope

/** Of the six connections that a browser opens to the vault. */
const REQUESTS = 2

const slots = new RequestSlots({
  most: REQUESTS,
  isPlaying: () => isPlaying(navigator.locks),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
})
const pace = new AskedPace((message) => self.postMessage(message))
const running = new Map<string, AbortController>()
const stores = new Map<string, Promise<PinStore>>()

self.addEventListener('message', ({ data }: MessageEvent<ToPinWorker>) => {
  switch (data.kind) {
    case 'stop':
      running.get(data.job)?.abort()
      break
    case 'limit':
      pace.limit(data.bytesPerSecond)
      break
    case 'go':
      pace.go(data.ask)
      break
    case 'fetch':
      void run(data)
  }
})

async function run(job: FetchJob): Promise<void> {
  const stop = new AbortController()
  running.set(job.job, stop)
  const tell = (message: FromPinWorker) => self.postMessage(message)
  try {
    const store = await storeOf(job.storeName)
    const { target, storeName, content } = job
    const file = await (target === null ? openSyncFile(storeName, content.contentId) : openPickedFile(target))
    await fetchContent({
      ...job,
      file,
      store,
      slots,
      pace,
      subtle: crypto.subtle,
      fetch: (input, init) => fetch(input, init),
      isOnline: () => navigator.onLine,
      signal: stop.signal,
      tell: (event) => tell({ kind: 'event', job: job.job, event }),
    })
  } catch (error) {
    // A file somewhere else on the disk was moved, deleted, or may not be written without asking again.
    const event = job.target === null ? failureOfDisk(error, job.content.sizeBytes) : ({ kind: 'targetLost' } as const)
    if (!stop.signal.aborted) tell({ kind: 'event', job: job.job, event })
  } finally {
    running.delete(job.job)
    tell({ kind: 'ended', job: job.job })
  }
}

function storeOf(name: string): Promise<PinStore> {
  const known = stores.get(name)
  if (known !== undefined) return known
  const forget = () => stores.delete(name)
  const opened = openPinStore({ name, onOutdated: forget, onBlocked: () => {} })
  stores.set(name, opened)
  opened.catch(forget)
  return opened
}
