import type { CDPSession, Page } from '@playwright/test'

const FULL = -1
const sessions = new WeakMap<Page, CDPSession>()

/** How fast a page sends and receives, in bytes per second; what is not named is not held back. */
export interface PageSpeed {
  upload?: number
  download?: number
}

/** Holds the network of a page back, so that something can happen on the way. */
export async function slowDown(page: Page, { upload = FULL, download = FULL }: PageSpeed): Promise<void> {
  // The slowest of all sessions counts: a second one could not lift what a first one asked for.
  const session = sessions.get(page) ?? (await page.context().newCDPSession(page))
  sessions.set(page, session)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: download,
    uploadThroughput: upload,
  })
}

/** Ends what `slowDown` began, also for what is on its way. */
export async function fullSpeed(page: Page): Promise<void> {
  await slowDown(page, {})
}
