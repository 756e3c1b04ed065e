import { precache } from './this-build.ts'

/**
 * Fetches the build when the worker is installed, and tidies after earlier ones. A new worker waits until no page of
 * the old build is open, or until a person asks for it (`SKIP_WAITING`); in that case pages of the old build stay open,
 * and keep what they may still load until the last of them is gone.
 */
export function keepBuild(worker: ServiceWorkerGlobalScope): void {
  const openPages = async () =>
    (await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })).map(({ id }) => id)

  worker.addEventListener('install', (event) => {
    event.waitUntil(precache.fill())
  })
  worker.addEventListener('activate', (event) => {
    const takeOver = async () => {
      // The build before may have swept up what both had, while this one waited.
      await precache.fill().catch(() => undefined)
      await precache.takeOver(await openPages())
      // The first page of a visit as well: what is pinned is played by the worker.
      await worker.clients.claim()
    }
    event.waitUntil(takeOver())
  })
  worker.addEventListener('message', (event) => {
    const data: unknown = event.data
    if (typeof data !== 'object' || data === null || !('type' in data) || data.type !== 'SKIP_WAITING') return
    event.waitUntil(worker.skipWaiting())
  })
  // Until nothing is left over, and no page waits for it.
  let isSwept = false
  worker.addEventListener('fetch', (event) => {
    if (isSwept || event.request.mode !== 'navigate' || worker.serviceWorker.state !== 'activated') return
    const sweep = async () => {
      isSwept = await precache.sweep(await openPages())
    }
    event.waitUntil(sweep())
  })
}
