import { accessLogRoutes } from './access-log.ts'
import { adminRoutes } from './admin.ts'
import { backupRoutes } from './backups.ts'
import { chatRoutes } from './chat.ts'
import { driveRoutes } from './drives.ts'
import { entryRoutes } from './entries.ts'
import { peopleRoutes } from './people.ts'
import { pictureRoutes } from './pictures.ts'
import { placeRoutes } from './places.ts'
import { playbackRoutes } from './playback.ts'
import type { AnyRoute } from './route.ts'
import { searchRoutes } from './search.ts'
import { serviceTokenRoutes } from './service-tokens.ts'
import { shareLinkRoutes } from './share-links.ts'
import { systemRoutes } from './system.ts'
import { trashRoutes } from './trash.ts'
import { uploadRoutes } from './uploads.ts'
import { usageRoutes } from './usage.ts'
import { versionRoutes } from './versions.ts'
import { watchingRoutes } from './watching.ts'
import { zipRoutes } from './zip.ts'

/** The one table of the API: OpenAPI, the typed client, the dispatcher and the route x identity test derive from it. */
export const ROUTES = {
  system: systemRoutes,
  people: peopleRoutes,
  places: placeRoutes,
  drives: driveRoutes,
  entries: entryRoutes,
  pictures: pictureRoutes,
  playback: playbackRoutes,
  search: searchRoutes,
  watching: watchingRoutes,
  trash: trashRoutes,
  versions: versionRoutes,
  zip: zipRoutes,
  uploads: uploadRoutes,
  usage: usageRoutes,
  chat: chatRoutes,
  admin: adminRoutes,
  accessLog: accessLogRoutes,
  backups: backupRoutes,
  serviceTokens: serviceTokenRoutes,
  shareLinks: shareLinkRoutes,
} as const

export function allRoutes(): AnyRoute[] {
  return Object.values(ROUTES).flatMap((group): AnyRoute[] => Object.values(group))
}
