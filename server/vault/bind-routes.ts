import type { EntryId } from '#lib/core/ids/ids.ts'
import type { VaultConfig } from '#server/config/load-config.ts'
import { accessLogBoundRoutes } from '#server/features/access-log/access-log.routes.ts'
import { accountRoutes } from '#server/features/accounts/accounts.routes.ts'
import { backupRoutes } from '#server/features/backup/backup.routes.ts'
import { chatRoutes } from '#server/features/chat/chat.routes.ts'
import { driveRoutes } from '#server/features/drives/drives.routes.ts'
import { contentRoutes } from '#server/features/files/content/content.routes.ts'
import { filesRoutes } from '#server/features/files/files.routes.ts'
import { zipRoutes } from '#server/features/files/zip/zip.routes.ts'
import { picturesRoutes } from '#server/features/pictures/pictures.routes.ts'
import { playbackRoutes } from '#server/features/playback/playback.routes.ts'
import { placeRoutes } from '#server/features/rooms/places.routes.ts'
import { roomRoutes } from '#server/features/rooms/rooms.routes.ts'
import { unlockRoutes } from '#server/features/rooms/unlock.routes.ts'
import { searchRoutes } from '#server/features/search/search.routes.ts'
import { serviceTokenRoutes } from '#server/features/service-tokens/service-tokens.routes.ts'
import { sessionViewRoutes } from '#server/features/sessions/session-view.routes.ts'
import { sessionRoutes } from '#server/features/sessions/sessions.routes.ts'
import { settingsRoutes } from '#server/features/settings/settings.routes.ts'
import { setupRoutes } from '#server/features/setup/setup.routes.ts'
import { tokenRoutes } from '#server/features/tokens/tokens.routes.ts'
import { uploadsRoutes } from '#server/features/uploads/uploads.routes.ts'
import { watchingRoutes } from '#server/features/watching/watching.routes.ts'
import type { BoundRoute, Context } from '#server/http/call.ts'
import { systemRoutes } from '#server/http/system.routes.ts'
import type { Care } from './open-care.ts'
import type { Household } from './open-household.ts'
import { type Ports, readReach } from './read-reach.ts'

export interface BindDeps {
  readonly household: Household
  readonly config: VaultConfig
  readonly version: string
  readonly stopping: () => boolean
  /** null until the vault listens. */
  readonly ports: () => Ports
  /** What the admin's pages ask for, bound already. */
  readonly care: Care
}

const DAY_MS = 86_400_000

/** Whoever looked has the picture already: what is gone meanwhile is not noted. */
async function noteShown(
  { files, access }: Household,
  context: Context,
  entryId: EntryId,
  bytes: number,
): Promise<void> {
  const entry = await files.service.findEntryFacts(entryId).catch(() => null)
  if (entry !== null) access.log.noteShown(context, entry, bytes)
}

/** Every handler of the route table; the router refuses to start when one is missing. */
export function bindRoutes({ household, config, version, stopping, ports, care }: BindDeps): BoundRoute[] {
  const { people, files, uploads, setup, cookies, clock } = household
  const identities = people.identity
  const vault = {
    version,
    plainHttpAllowed: config.allowHttp,
    get maxFileBytes() {
      return config.maxFileBytes
    },
    get uploadKeepDays() {
      return config.uploadKeepMs / DAY_MS
    },
    get reach() {
      return readReach(people.settings.current(), ports())
    },
  }
  return [
    ...systemRoutes({ version, stopping, warnings: care.warnings, uptimeSeconds: () => process.uptime() }),
    ...setupRoutes({ setup }),
    ...settingsRoutes(people),
    ...backupRoutes(household),
    ...sessionViewRoutes({ clock, identities, cookies, vault, settings: people.settings, setupNeeded: setup.isNeeded }),
    ...sessionRoutes(people),
    ...tokenRoutes(people),
    ...serviceTokenRoutes(people),
    ...accountRoutes(people),
    ...placeRoutes({ places: people.places, identities }),
    ...roomRoutes({ ...people, identities }),
    ...unlockRoutes({ grants: people.grants, cookies, grantMs: config.grantMs }),
    ...driveRoutes(household),
    ...filesRoutes({ files: files.service, jobs: household.jobs }),
    ...contentRoutes(files.content),
    ...picturesRoutes({
      pictures: household.pictures,
      onShown: (context, entryId, bytes) => void noteShown(household, context, entryId, bytes),
    }),
    ...accessLogBoundRoutes({ ...household.access, db: household.db, audit: people.audit, now: clock.now }),
    ...watchingRoutes(household),
    ...playbackRoutes(household),
    ...searchRoutes({ search: household.search }),
    ...zipRoutes({ clock, ...files.zip }),
    ...chatRoutes({ chat: household.chat }),
    ...household.shareLinks.routes,
    ...care.routes,
    ...uploadsRoutes({
      clock,
      uploads: uploads.service,
      readUsage: uploads.readUsage,
      targets: household.targets,
      limits: household.limits,
      folder: household.dataPath,
      describeEntry: files.service.describeEntry,
      findEntryFacts: files.service.findEntryFacts,
      contentOf: files.service.contentOf,
      whoSaved: files.service.whoSaved,
    }),
  ]
}
