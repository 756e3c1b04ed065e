import type { Api } from '#lib/api/client.ts'
import { openPinStore } from '../db/pin-store.ts'
import { type Allowances, allowanceOf } from '../engine/allowances.ts'
import { leadByLock } from '../engine/leadership.ts'
import { limitsOf } from '../engine/limits.ts'
import { createId } from '../transfers/create-ids.ts'
import { createWorkerFetcher } from './content-fetcher.ts'
import { createContentShelf } from './content-shelf.ts'
import { PinEngine } from './pin-engine.ts'
import type { Pins } from './pins.ts'
import { SharedPins } from './shared-pins.ts'
import { createVaultNews } from './vault-news.ts'

/** Built by scripts/lib/web-files.mjs. */
const WORKER_URL = '/pin-worker.js'

/**
 * Opens the pins of one person in this browser.
 * @param options.name of the person's store, the same in every tab
 * @throws DOMException where the browser keeps nothing
 */
export async function openPins(options: {
  api: Api
  name: string
  allowances: Allowances
  onOutdated: () => void
}): Promise<Pins> {
  const { api, name } = options
  const allowance = allowanceOf(options.allowances, name)
  const store = await openPinStore({ name, onOutdated: options.onOutdated, onBlocked: () => {} })
  return new SharedPins({
    storeName: name,
    channel: new BroadcastChannel(`${name}-pins`),
    seekLeadership: leadByLock(navigator.locks, `${name}-pins`),
    createId,
    onElsewhere: (isMoving) => allowance.movesElsewhere('down', isMoving),
    onClosed: () => store.close(),
    createEngine: (onChange) =>
      new PinEngine({
        api,
        store,
        storeName: name,
        fetcher: createWorkerFetcher(WORKER_URL, allowance.pace),
        allowance,
        readLimits: async () => limitsOf(await store.readPrefs().catch(() => ({})), navigator),
        shelf: createContentShelf(name, store),
        news: createVaultNews(api),
        createId,
        now: Date.now,
        monotonicNow: () => performance.now(),
        random: Math.random,
        onChange,
      }),
  })
}
