import { CLAIM_PAGES } from '#lib/browser/pins/claim-message.ts'

/**
 * A page that was loaded before there was a worker is not controlled by it, and would not get its pins once the vault is
 * out of reach. So the first pin asks to be taken over; what is on its way is not touched.
 */
declare const self: ServiceWorkerGlobalScope

self.addEventListener('message', (event) => {
  if (event.data === CLAIM_PAGES) event.waitUntil(self.clients.claim())
})
