import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { EntryId } from '#lib/core/ids/ids.ts'
import { splitExtension } from '#lib/core/names/split-name.ts'
import type { Database } from '#server/db/database.ts'
import type { Descriptors } from '../content/descriptors.ts'
import type { OpenContentDeps, OpenedContent } from '../content/open-content.ts'
import { openFile } from '../disk/open-file.ts'
import { factsOfVersion, requireVersion, storedAt } from './find-version.ts'

export interface OpenVersionDeps extends Pick<OpenContentDeps, 'find' | 'rootOf'> {
  db: Database
  descriptors: Descriptors
}

export type OpenVersion = (entryId: EntryId, versionId: string) => Promise<OpenedContent>

/**
 * Opens an older content of an entry.
 * @throws VaultError `version_gone`, `entry_gone`, `not_a_file`, `content_missing`, `content_changed`, `place_offline`
 */
export function createOpenVersion({ db, descriptors, find, rootOf }: OpenVersionDeps): OpenVersion {
  return async (entryId, versionId) => {
    const entry = await find(entryId)
    if (entry === null || entry.state === 'trashed') throw new VaultError('entry_gone')
    const row = await requireVersion(db, entryId, versionId)
    const { contentId, placeId, path } = storedAt(row)
    const file = await descriptors.take(contentId, async () => openFile(await rootOf(placeId), path))
    const facts = factsOfVersion(row)
    // Where a rename gives a file another inode, its size and time still tell it.
    const isSame = file.facts.sizeBytes === facts.sizeBytes && file.facts.mtimeNs === facts.mtimeNs
    if (!isSame || !file.isUnchanged()) {
      file.release()
      descriptors.drop(contentId)
      throw new VaultError('content_changed')
    }
    return { entry: { ...entry, name: nameOf(entry.name, row.made_at) }, contentId, sha256: row.sha256, file }
  }
}

/** "Letter (until 2026-11-20).pdf": saved beside the file it came from, it is not taken for it. */
function nameOf(name: string, replacedAt: number): string {
  const { stem, extension } = splitExtension(name)
  return `${stem} (until ${new Date(replacedAt).toISOString().slice(0, 10)})${extension}`
}
