import { Workbox } from 'workbox-window'

/** Of everything: the pages, and the API where a handler of the worker knows an answer. */
const SCOPE = '/'

/**
 * Registers the worker of the app. Loaded late and only where a worker can be (a secure page); a browser that refuses
 * leaves an app that needs the vault for every page, which the self-test says.
 */
export async function registerAppWorker(): Promise<Workbox | null> {
  const workbox = new Workbox('/sw.js', { scope: SCOPE, updateViaCache: 'none' })
  const registration = await workbox.register().catch(() => undefined)
  return registration === undefined ? null : workbox
}
