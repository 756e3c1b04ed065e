import { join } from 'node:path'
import type { ContentId } from '#lib/core/ids/ids.ts'
import type { DatabaseReads } from '#server/db/database.ts'
import { isSameContent as compareFacts, type FileFacts, factsOf } from './disk/file-facts.ts'
import { type OpenedFile, openFile } from './disk/open-file.ts'
import { readStoredTree, type StoredFolder, type StoredTree } from './stored/list-stored.ts'
import { locateContent } from './stored/locate-content.ts'
import type { StoredFile, StoredPart, StoredSpot } from './stored/stored-file.ts'

export type { FileFacts, StoredFile, StoredFolder, StoredPart, StoredSpot, StoredTree }

/** Where bytes lie by some state of the database, for what reads all of them: backups. */
export interface StoredFiles {
  tree(reads: DatabaseReads): Promise<StoredTree>
  /** Null when the content is gone. */
  locate(reads: DatabaseReads, contentId: ContentId): Promise<StoredSpot | null>
  /** Opens a regular file; no symbolic link on the way. @throws VaultError `content_missing`, `place_offline` */
  open(roomsPath: string, spot: Pick<StoredSpot, 'room' | 'segments'>): Promise<OpenedFile>
  factsOf: typeof factsOf
  isSameContent(left: FileFacts, right: FileFacts): boolean
}

export function createStoredFiles(): StoredFiles {
  return {
    tree: readStoredTree,
    locate: locateContent,
    open: (roomsPath, { room, segments }) => openFile(join(roomsPath, room), segments),
    factsOf,
    isSameContent: compareFacts,
  }
}
