import type { QueryClient } from '@tanstack/react-query'
import { SESSION_KEY } from '#components/accounts/use-session.ts'
import { UNREAD_KEY } from '#components/chat/use-unread.ts'
import { PLACES_KEY } from '#components/rooms/use-places.ts'
import { SHARE_LINKS_KEY } from '#components/share-links/share-links-key.ts'
import { trashKey } from '#components/trash/trash-key.ts'
import { USAGE_KEY } from '#components/usage/usage-key.ts'
import type { Api } from '#lib/api/client.ts'
import { ReadMarks } from '#lib/browser/chat/read-marks.ts'
import { JobTracker } from '#lib/browser/jobs/job-tracker.ts'
import { FolderLists } from '#lib/browser/listing/folder-lists.ts'
import { Slots } from '#lib/browser/listing/slots.ts'
import { collectChanges } from '#lib/browser/live/collect-changes.ts'
import { LiveClient } from '#lib/browser/live/live-client.ts'
import { openLiveSocket } from '#lib/browser/live/live-socket.ts'
import { sleep } from '#lib/browser/sleep.ts'
import type { FileEngines } from './files-context.ts'

const PICTURES_AT_ONCE = 2

/** Wires lists, live channel and jobs: what the vault says is different is read again. */
export function createFileEngines({ api, queries }: { api: Api; queries: QueryClient }): FileEngines {
  const lists = new FolderLists({ api })
  const changes = collectChanges({
    firstMs: 60,
    pauseMs: 1_000,
    flush: (placeId, seq) => {
      lists.changed(placeId, seq)
      void queries.invalidateQueries({ queryKey: PLACES_KEY, refetchType: 'active' })
      void queries.invalidateQueries({ queryKey: trashKey(placeId), refetchType: 'active' })
    },
  })
  const unread = collectChanges({
    ...{ firstMs: 150, pauseMs: 1_000 },
    flush: () => void queries.invalidateQueries({ queryKey: UNREAD_KEY }),
  })
  const usage = collectChanges({
    ...{ firstMs: 400, pauseMs: 2_000 },
    flush: () => void queries.invalidateQueries({ queryKey: USAGE_KEY }),
  })
  const askAgain = (queryKey: readonly unknown[]) => void queries.invalidateQueries({ queryKey })
  const live = new LiveClient({
    open: openLiveSocket,
    handlers: {
      onPlaceChanged: (placeId, seq) => {
        changes.add(placeId, seq)
        // Of whichever place: it is about the person and the disk as well.
        usage.add('', seq)
      },
      onPlaceRemoved: () => askAgain(PLACES_KEY),
      onPlacesChanged: () => {
        askAgain(PLACES_KEY)
        askAgain(SESSION_KEY)
      },
      onUsageChanged: () => usage.add('', 0),
      onLinksChanged: () => askAgain(SHARE_LINKS_KEY),
      onChat: (placeId) => unread.add(placeId, 0),
      onSessionEnded: () => askAgain(SESSION_KEY),
      onBack: () => {
        lists.refreshAll()
        void queries.invalidateQueries()
      },
    },
  })
  const jobs = new JobTracker({ api, sleep, follow: (jobId, onProgress) => live.followJob(jobId, onProgress) })
  return { lists, live, jobs, reads: new ReadMarks(live), pictures: new Slots(PICTURES_AT_ONCE) }
}
