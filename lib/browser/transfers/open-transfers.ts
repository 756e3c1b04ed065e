import type { Api } from '#lib/api/client.ts'
import type { BrowserStore } from '../db/browser-store.ts'
import { type Allowances, allowanceOf } from '../engine/allowances.ts'
import { leadByBeat, leadByLock } from '../engine/leadership.ts'
import { limitsOf } from '../engine/limits.ts'
import { createInboxIndex, listClaimedIds } from '../share/inbox-index.ts'
import { sleep } from '../sleep.ts'
import { createId } from './create-ids.ts'
import { createFetchHttpStack } from './fetch-http-stack.ts'
import { SharedTransfers } from './shared-transfers.ts'
import { openSourceFolder } from './source-folder.ts'
import { createSourceShelf, type KeptSources } from './source-shelf.ts'
import { TransferEngine } from './transfer-engine.ts'
import type { Transfers } from './transfers.ts'
import { createTusUploader } from './tus-uploader.ts'

/**
 * Opens the transfers of one person in this browser.
 * @param options.name of the person's store, the same in every tab
 */
export function openTransfers(options: {
  api: Api
  store: BrowserStore
  name: string
  allowances: Allowances
}): Transfers {
  const { api, store } = options
  const allowance = allowanceOf(options.allowances, options.name)
  const sources = createSourceShelf(store, openKept(options.name))
  const name = `${options.name}-transfers`
  const monotonicNow = () => performance.now()
  const uploader = createTusUploader({
    api,
    store,
    endpoint: '/api/uploads',
    isOnline: () => navigator.onLine,
    now: Date.now,
    monotonicNow,
    pace: allowance.pace,
    fetch: (input, init) => fetch(input, init),
    // Only XMLHttpRequest tells how much of a body has left; a worker has none.
    ...(typeof XMLHttpRequest === 'undefined' ? { httpStack: createFetchHttpStack() } : {}),
  })
  const hasChannel = typeof BroadcastChannel !== 'undefined'
  const seekLeadership = navigator.locks
    ? leadByLock(navigator.locks, name)
    : hasChannel
      ? leadByBeat(() => new BroadcastChannel(`${name}-leader`), createId(), Math.random)
      : (onLead: () => void) => {
          queueMicrotask(onLead)
          return () => {}
        }
  return new SharedTransfers({
    store,
    sources,
    channel: hasChannel ? new BroadcastChannel(name) : null,
    seekLeadership,
    onElsewhere: (isMoving) => allowance.movesElsewhere('up', isMoving),
    createId,
    createEngine: (onChange) =>
      new TransferEngine({
        store,
        uploader,
        allowance,
        readLimits: async () => limitsOf(await store.readPrefs().catch(() => ({})), navigator),
        sources,
        // Absent on plain http outside of localhost.
        subtle: globalThis.crypto?.subtle ?? null,
        now: Date.now,
        monotonicNow,
        random: Math.random,
        sleep,
        onChange,
      }),
  })
}

function openKept(storeName: string): KeptSources | null {
  const folder = openSourceFolder(storeName)
  return folder && { folder, listClaimed: () => listClaimedIds(createInboxIndex(), storeName) }
}
