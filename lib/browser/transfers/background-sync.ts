import { UPLOAD_SYNC } from './upload-sync.ts'

/** Background Sync; TypeScript's DOM library has none of it, and neither have Firefox and Safari. */
interface SyncManagerLike {
  register(tag: string): Promise<void>
}

/** Whether the browser goes on with uploads for a while when the last page is closed. */
export function hasBackgroundSync(page: Window): boolean {
  return page.isSecureContext && 'serviceWorker' in page.navigator && 'SyncManager' in page
}

/** Asks the browser to wake the worker as soon as there is a network; asking twice changes nothing. */
export async function askForSync(page: Window): Promise<void> {
  if (!hasBackgroundSync(page)) return
  const registration: ServiceWorkerRegistration & { sync?: SyncManagerLike } = await page.navigator.serviceWorker.ready
  // Refused where the person has forbidden it: then it goes on when the app is opened.
  await registration.sync?.register(UPLOAD_SYNC).catch(() => undefined)
}
