import type { Selector } from '#lib/contracts/http/entries.ts'
import type { AccountId } from '#lib/core/ids/ids.ts'
import type { Bus } from '#server/bus.ts'
import type { Clock } from '#server/clock.ts'
import type { Database } from '#server/db/database.ts'
import type { AccessLog } from '#server/features/access-log/access-log.service.ts'
import { createContentHandler } from '#server/features/files/content/content.handler.ts'
import { planZipOf } from '#server/features/files/zip/plan-zip.ts'
import { SendZip } from '#server/features/files/zip/send-zip.ts'
import { dropBoxRoutes } from '#server/features/share-links/drop-box.routes.ts'
import { DropSlots } from '#server/features/share-links/drop-slots.ts'
import { LinkStanding } from '#server/features/share-links/link-standing.ts'
import { createPasses } from '#server/features/share-links/passes.ts'
import { createShareLinksRepo } from '#server/features/share-links/share-links.repo.ts'
import { shareLinkRoutes } from '#server/features/share-links/share-links.routes.ts'
import { createShareLinksService } from '#server/features/share-links/share-links.service.ts'
import { type SharedRoutesDeps, sharedRoutes } from '#server/features/share-links/shared.routes.ts'
import { Viewings } from '#server/features/share-links/viewings.ts'
import { createVisitsService } from '#server/features/share-links/visits.service.ts'
import { createTusHandler } from '#server/features/uploads/tus/tus.routes.ts'
import type { UploadLimits } from '#server/features/uploads/upload-limits.ts'
import type { UploadsService } from '#server/features/uploads/uploads.service.ts'
import type { BoundRoute } from '#server/http/call.ts'
import type { Files } from './open-files.ts'
import type { People } from './open-people.ts'

export interface ShareLinksParts {
  readonly db: Database
  readonly bus: Bus
  readonly clock: Clock
  /** Signs what visitors keep. */
  readonly secret: string
  readonly people: People
  readonly files: Files
  readonly uploads: UploadsService
  readonly limits: () => UploadLimits
  readonly accessLog: AccessLog
  /** Any folder that exists. */
  readonly dataPath: string
  readonly onError: (error: unknown) => void
}

/** What links depend on beside their own rows: who made them, rooms, rules and what lies where. */
const DEPENDS_ON = ['account.changed', 'place.changed', 'settings.changed', 'links.changed', 'entries.changed'] as const

/** Wires share links to the one content handler, the one archive and the one tus endpoint of the vault. */
export function openShareLinks(parts: ShareLinksParts) {
  const { db, bus, clock, people, files, uploads, onError } = parts
  const { time, places } = people
  const repo = createShareLinksRepo(db)
  const standing = new LinkStanding({ repo, time, files: files.service, findPlace: places.findFacts })
  const slots = new DropSlots({ db, clock, time, repo })
  const tellMaker = (accountId: AccountId) => bus.emit('links.changed', { accountId })
  const viewings = new Viewings({ db, repo, time, onCounted: tellMaker })
  const visits = createVisitsService({
    ...{ repo, standing, viewings, slots, places, onError },
    passes: createPasses(parts.secret, time),
    doors: people.doors,
    passwords: people.passwords,
    files: files.service,
    vaultName: () => people.settings.current().vaultName,
    maxFileBytes: () => parts.limits().maxFileBytes,
  })
  const service = createShareLinksService({
    ...{ db, clock, time, bus, repo, standing, places },
    audit: people.audit,
    passwords: people.passwords,
    files: files.service,
  })
  for (const event of DEPENDS_ON) bus.on(event, () => void visits.review().catch(onError))

  type Wanted = Parameters<SharedRoutesDeps['sendContent']>[0]
  const sendContent = createContentHandler(async ({ entryId, begin }: Wanted) => {
    const content = await files.content.open(entryId)
    try {
      await begin()
      return content
    } catch (error) {
      content.file.release()
      throw error
    }
  })
  const zip = new SendZip(files.zip)
  const routes: BoundRoute[] = [
    ...shareLinkRoutes({ shareLinks: service, onMade: parts.accessLog.noteShare }),
    ...sharedRoutes({
      ...{ visits, viewings, sendContent, onError, accessLog: parts.accessLog },
      sendZip: async (wanted, name, begin, response) => {
        const selected = wanted.map(({ placeId, ids }) => {
          const selector: Selector = { kind: 'ids', ids: [...ids] }
          return { placeId, selector }
        })
        const plan = await planZipOf(selected, files.zip)
        await begin()
        await zip.send(plan, name, response)
      },
    }),
    ...dropBoxRoutes({
      ...{ visits, slots, uploads, findPlace: places.findFacts, onFilled: tellMaker },
      speakTus: createTusHandler({ uploads, limits: parts.limits, folder: parts.dataPath }),
    }),
  ]
  return { routes, sweep: service.sweep }
}

export type ShareLinks = ReturnType<typeof openShareLinks>
