import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { ContentId, EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import { isSameContent } from '../disk/file-facts.ts'
import { openFile } from '../disk/open-file.ts'
import type { EntryFacts } from '../entries/entry-facts.ts'
import type { Descriptor, Descriptors } from './descriptors.ts'

export interface OpenedContent {
  readonly entry: EntryFacts
  readonly contentId: ContentId
  /** null until it is hashed */
  readonly sha256: Uint8Array | null
  /** Taken; release it. */
  readonly file: Descriptor
}
export type OpenContent = (entryId: EntryId) => Promise<OpenedContent>

export interface OpenContentDeps {
  readonly find: (entryId: EntryId) => Promise<EntryFacts | null>
  readonly rootOf: (placeId: PlaceId) => Promise<string>
  /** Brings an entry's row in line with the disk: what lies there is not what the row says. */
  readonly reconcile: (entry: EntryFacts) => Promise<void>
  readonly descriptors: Descriptors
}

/**
 * Opens the content of an entry as the database knows it. When the disk says otherwise, the row is brought in line and
 * the new content is opened: the ETag always belongs to the very bytes that follow.
 * @throws VaultError `not_found`, `not_a_file`, `entry_gone`, `content_missing`, `content_changed`, `place_offline`
 */
export function createOpenContent(deps: OpenContentDeps): OpenContent {
  async function attempt(entryId: EntryId): Promise<OpenedContent | EntryFacts> {
    const entry = await requireFile(deps, entryId)
    if (entry.content === null) return entry
    const { id, facts, sha256 } = entry.content
    const file = await deps.descriptors.take(id, async () => openFile(await deps.rootOf(entry.placeId), entry.path))
    if (isSameContent(file.facts, facts) && file.isUnchanged()) return { entry, contentId: id, sha256, file }
    file.release()
    deps.descriptors.drop(id)
    return entry
  }

  return async (entryId) => {
    const first = await attempt(entryId)
    if ('file' in first) return first
    await deps.reconcile(first)
    const second = await attempt(entryId)
    if ('file' in second) return second
    throw new VaultError(second.content === null ? 'content_missing' : 'content_changed')
  }
}

async function requireFile(deps: OpenContentDeps, entryId: EntryId): Promise<EntryFacts> {
  const entry = await deps.find(entryId)
  if (entry === null) throw new VaultError('not_found')
  if (entry.kind !== 'file') throw new VaultError('not_a_file')
  if (entry.state === 'trashed') throw new VaultError('entry_gone')
  if (entry.state === 'missing') throw new VaultError('content_missing')
  return entry
}
