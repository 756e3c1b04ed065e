import { FETCH_HANDLERS } from './fetch-handlers.ts'
import './pins/claim-pages.ts'
import { followKeptEntries } from './pins/kept-entries.ts'
import { keepBuild } from './precache/keep-build.ts'
import { driveUploads } from './uploads/drive-uploads.ts'

/**
 * The service worker of the app, built to `/sw.js`. It only hands events on; each part of it listens in a file of its
 * own.
 */
declare const self: ServiceWorkerGlobalScope

keepBuild(self)
followKeptEntries()
driveUploads(self)

self.addEventListener('fetch', (event) => {
  for (const handle of FETCH_HANDLERS) {
    const answer = handle(event)
    if (answer === null) continue
    event.respondWith(answer)
    return
  }
})
