import { Workbox } from 'workbox-window'

/** Of everything: the pages, and the API where a handler of the worker knows an answer. */
const SCOPE = '/'
/** A browser looks by itself once a day, and when a page is opened. */
const LOOK_EVERY_MS = 3_600_000
const LOOK_AT_MOST_EVERY_MS = 30_000

export interface AppWorker {
  /** Asks the vault whether there is a newer build, at most every half minute. */
  look(): void
  /**
   * The newer build takes over and this page is loaded anew from it; other pages stay as they are, and keep what they
   * may still load. For a person to say: it stops what this page does.
   */
  loadNewer(): void
  close(): void
}

/**
 * Registers the worker of the app. Loaded late and only where a worker can be (a secure page); null where the browser
 * refuses: then every page comes from the vault, and the self-test says so.
 * @param onNewer told whether a newer build waits
 */
export async function registerAppWorker(page: Window, onNewer: (waits: boolean) => void): Promise<AppWorker | null> {
  const workbox = new Workbox('/sw.js', { scope: SCOPE, updateViaCache: 'none' })
  workbox.addEventListener('waiting', () => onNewer(true))
  // Also when another page asked for it.
  workbox.addEventListener('controlling', () => onNewer(false))
  const registration = await workbox.register().catch(() => undefined)
  if (registration === undefined) return null

  let lookedAt = Number.NEGATIVE_INFINITY
  const look = () => {
    if (page.performance.now() - lookedAt < LOOK_AT_MOST_EVERY_MS) return
    lookedAt = page.performance.now()
    // The vault may be away: the next look tells.
    registration.update().catch(() => undefined)
  }
  const lookWhenSeen = () => {
    if (page.document.visibilityState === 'visible') look()
  }
  const timer = page.setInterval(lookWhenSeen, LOOK_EVERY_MS)
  page.document.addEventListener('visibilitychange', lookWhenSeen)
  return {
    look,
    loadNewer() {
      workbox.addEventListener('controlling', () => page.location.reload())
      workbox.messageSkipWaiting()
    },
    close() {
      page.clearInterval(timer)
      page.document.removeEventListener('visibilitychange', lookWhenSeen)
    },
  }
}
