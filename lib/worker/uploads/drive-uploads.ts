import { createApi } from '#lib/api/client.ts'
import { readCurrentPerson } from '#lib/browser/db/current-person.ts'
import { openBrowserStore } from '#lib/browser/db/open-browser-store.ts'
import { openReach } from '#lib/browser/reach/open-reach.ts'
import { watchNetworkReturn } from '#lib/browser/transfers/network-return.ts'
import { openTransfers } from '#lib/browser/transfers/open-transfers.ts'
import { UPLOAD_SYNC } from '#lib/browser/transfers/upload-sync.ts'
import { waitForRest } from '#lib/browser/transfers/wait-for-rest.ts'
import { type BackgroundState, countNeedingYou } from '#lib/core/transfers/background.ts'
import { tellPerson } from './tell-person.ts'

/** A worker that is woken for a sync is ended after 190 s; what it does has to be put away before. */
const BUDGET_MS = 150_000

interface SyncEvent extends ExtendableEvent {
  readonly tag: string
  readonly lastChance: boolean
}

/**
 * Goes on with uploads when no page does. The worker waits in the same line as the tabs: while one of them leads it only
 * listens, and the moment the last one is closed it sends. What it cannot finish is left to the next time it is woken, or
 * to the next visit; the vault keeps every byte.
 */
export function driveUploads(worker: ServiceWorkerGlobalScope): void {
  worker.addEventListener('sync' as 'push', (event) => {
    const { tag, lastChance } = event as unknown as SyncEvent
    if (tag === UPLOAD_SYNC) event.waitUntil(drive(worker, lastChance))
  })
  worker.addEventListener('notificationclick', (event) => {
    event.notification.close()
    event.waitUntil(openApp(worker))
  })
}

/** @throws when something is left to do, so that the browser wakes the worker again */
async function drive(worker: ServiceWorkerGlobalScope, lastChance: boolean): Promise<void> {
  const name = await readCurrentPerson()
  if (name === null) return
  let leave = () => {}
  const store = await openBrowserStore({ name, onOutdated: () => leave(), onBlocked: () => {} })
  if (!store.persistent) return store.close()
  const enough = AbortSignal.any([AbortSignal.timeout(BUDGET_MS), aborted((abort) => (leave = abort))])
  const api = createApi({ baseUrl: '', fetch: (...of) => fetch(...of) })
  const transfers = openTransfers({ api, store, name, allowances: new Map() })
  const stopWatching = watchNetworkReturn(transfers, () => worker.navigator.onLine, openReach().reach)
  let state: BackgroundState = 'moving'
  try {
    state = await waitForRest(transfers, enough)
    if (state !== 'moving' || lastChance) {
      const { notices, tells } = await store.readPrefs()
      const count = countNeedingYou(transfers.getSnapshot().transfers)
      if (tells) await tellPerson(worker, { state, count, notices })
    }
  } finally {
    stopWatching()
    await transfers.close()
  }
  if (state === 'moving') throw new Error('uploads are left to send')
}

function aborted(use: (abort: () => void) => void): AbortSignal {
  const controller = new AbortController()
  use(() => controller.abort())
  return controller.signal
}

async function openApp(worker: ServiceWorkerGlobalScope): Promise<void> {
  const [page] = await worker.clients.matchAll({ type: 'window' })
  await (page ? page.focus() : worker.clients.openWindow('/'))
}
