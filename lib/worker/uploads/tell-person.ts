import type { Notices } from '#lib/browser/db/browser-store.ts'
import type { BackgroundState } from '#lib/core/transfers/background.ts'

/**
 * Says how the uploads stand by a notification and a badge, where the person allowed it before and no page shows it
 * already.
 * @param notices the words, as the page that was open last wrote them down
 */
export async function tellPerson(
  worker: ServiceWorkerGlobalScope,
  { state, count, notices }: { state: BackgroundState; count: number; notices: Notices | undefined },
): Promise<void> {
  if (notices === undefined || Notification.permission !== 'granted') return
  const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (pages.some(({ visibilityState }) => visibilityState === 'visible')) return
  const options = { body: notices[state], tag: 'hearth-uploads', icon: '/icons/icon-192.png' }
  await worker.registration.showNotification(notices.title, options)
  const { navigator } = worker as { navigator: { setAppBadge?: (count: number) => Promise<void> } }
  if (count > 0) await navigator.setAppBadge?.(count).catch(() => undefined)
}
