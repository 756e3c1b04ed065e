import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { ContentId, EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import { requireCommitted, type Step } from '#server/db/unit-of-work.ts'
import { factsOf, isSameContent } from './disk/file-facts.ts'
import { openFile } from './disk/open-file.ts'
import type { Change } from './entries/change.ts'
import type { EntryCommits } from './entries/entry-commits.ts'
import type { EntryFacts } from './entries/entry-facts.ts'
import type { EntryLookups } from './entries/entry-lookups.ts'
import { locateContent } from './stored/locate-content.ts'

export interface PictureFilesDeps {
  db: Database
  lookups: EntryLookups
  commits: EntryCommits
  rootOf(placeId: PlaceId): Promise<string>
}

/** A content that is open to be drawn; close it. */
export interface DrawableFile {
  /** For a process of the same user: the open file itself, not the name that somebody gave it. */
  path: string
  sizeBytes: number
  /** Null until it is hashed. */
  sha256: Uint8Array | null
  /** Whether nobody wrote into it since. */
  isUnchanged(): Promise<boolean>
  close(): Promise<void>
}

/** What the pictures of files need of files. */
export interface PictureFiles {
  /** A trashed or missing one is found. */
  find(id: EntryId): Promise<EntryFacts | null>
  /** Also of an entry in the trash, and of an older version. Null when it cannot be read at present. */
  open(contentId: ContentId): Promise<DrawableFile | null>
  /** Commits what became known of these contents; whoever sees their entries hears that they changed. */
  commit(contentIds: readonly ContentId[], steps: readonly Step[]): Promise<void>
}

export function createPictureFiles({ db, lookups, commits, rootOf }: PictureFilesDeps): PictureFiles {
  return {
    find: (id) => lookups.find(id),

    async open(contentId) {
      const row = await db.readOne(
        db.build
          .selectFrom('contents')
          .select(['device', 'inode', 'size_bytes as sizeBytes', 'mtime_ns as mtimeNs', 'sha256'])
          .where('id', '=', contentId),
      )
      const spot = row && (await locateContent(db, contentId, 'anywhere'))
      if (!row || !spot) return null
      try {
        const root = await rootOf(spot.placeId)
        const file = await openFile(root, spot.segments)
        const { handle, facts } = file
        if (!isSameContent(facts, row)) {
          await handle.close()
          return null
        }
        const named = () => realpath(root).then((real) => join(real, ...spot.segments))
        return {
          path: process.platform === 'linux' ? `/proc/${process.pid}/fd/${handle.fd}` : await named(),
          sizeBytes: row.sizeBytes,
          sha256: row.sha256,
          isUnchanged: async () => isSameContent(factsOf(await handle.stat({ bigint: true })), facts),
          close: () => handle.close(),
        }
      } catch (error) {
        if (isOfThisFile(error)) return null
        throw error
      }
    },

    async commit(contentIds, steps) {
      const entries = await db.read(
        db.build
          .selectFrom('entries')
          .select(['id', 'place_id', 'parent_id'])
          .where('content_id', 'in', contentIds)
          .where('state', '<>', 'trashed'),
      )
      const changes = entries.map(
        (entry): Change => ({
          placeId: entry.place_id,
          entryId: entry.id,
          parentId: entry.parent_id,
          kind: 'changed',
        }),
      )
      requireCommitted(await commits.commit({ steps, changes }))
    },
  }
}

function isOfThisFile(error: unknown): boolean {
  if (!(error instanceof VaultError)) return false
  return ['content_changed', 'content_missing', 'place_offline', 'not_found'].includes(error.code)
}
