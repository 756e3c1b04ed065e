import { mkdirSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { AccountId, ContentId, EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import { systemClock } from '#server/clock.ts'
import { openSqlite } from '#server/db/sqlite/open-sqlite.ts'
import { AccessLog } from '#server/features/access-log/access-log.service.ts'
import { createContentHandler } from '#server/features/files/content/content.handler.ts'
import { Descriptors } from '#server/features/files/content/descriptors.ts'
import { openFile } from '#server/features/files/disk/open-file.ts'
import { createHttpListener, listen } from '#server/http/listeners.ts'

/** Ranges of one file by the content handler alone, in its own process: `<on|off> <path> <folder for the database>`. */
const [kind = '', path = '', dataFolder = ''] = process.argv.slice(2)
mkdirSync(dataFolder, { recursive: true })
const fail = (error: unknown) => console.error(error)
const db = await openSqlite({ dataFolder, clock: systemClock, onError: fail })
const log = new AccessLog({ db, clock: systemClock, keepsLines: () => true, onTrouble: fail, onLost: fail })
const descriptors = new Descriptors(systemClock)
// Rows of no database: what is measured does not read them.
const [id, contentId, placeId] = ['e' as EntryId, 'c' as ContentId, 'p' as PlaceId]
const entry = {
  ...{ id, placeId, parentId: null, kind: 'file' as const, name: 'film.mp4', path: [basename(path)] },
  ...{ state: 'live' as const, owner: null, sizeBytes: statSync(path).size, mtimeMs: 0, mime: 'video/mp4', addedAt: 0 },
  content: null,
}
const handle = createContentHandler(async () => {
  const file = await descriptors.take(contentId, () => openFile(dirname(path), entry.path))
  return { entry, contentId, sha256: null, file }
})
let asker = 0
const server = createHttpListener((request, response) => {
  // Sixteen people at once.
  asker = (asker + 1) % 16
  const identity = { account: { id: `account ${asker}` as AccountId }, deviceId: null, via: 'cookie' }
  const asked = { download: false, namesContent: false }
  const watch = log.watch({ identity, address: '127.0.0.1', userAgent: 'bench' }, asked)
  handle({ download: false, ...(kind === 'on' ? { watch } : {}) }, request, response).catch(fail)
})
const http = await listen(server, 0, '127.0.0.1')

process.on('message', async (message) => {
  if (message === 'usage') {
    const { user, system } = process.cpuUsage()
    process.send?.({ cpuSeconds: (user + system) / 1e6, peakRssBytes: process.memoryUsage.rss() })
    return
  }
  server.closeAllConnections()
  await log.close()
  await db.close()
  process.exit(0)
})
// Nobody is left to end it.
process.on('disconnect', () => process.exit(1))
process.send?.({ http, https: 0 })
