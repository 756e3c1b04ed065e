import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { EntryId } from '#lib/core/ids/ids.ts'
import type { Clock } from '#server/clock.ts'
import type { Database } from '#server/db/database.ts'
import type { EntryFacts } from '../entries/entry-facts.ts'
import type { EntryLookups, FolderFacts } from '../entries/entry-lookups.ts'
import { packStep } from '../intents/packed-steps.ts'
import { requireName } from '../naming/free-name.ts'
import { relocatedStep } from './entry-steps.ts'
import type { HeldEntries, HeldRow } from './held-entries.ts'
import type { Relocator } from './relocate.ts'
import type { ItemOutcome, RelocationItem } from './relocation.ts'

export interface RenameDeps {
  db: Database
  lookups: EntryLookups
  held: HeldEntries
  relocator: Relocator
  clock: Clock
  notice(placeId: EntryFacts['placeId'], folder: readonly string[], name: string): Promise<void>
}

/**
 * Gives an entry another name in its folder; another spelling of the same name is one.
 * @throws VaultError `invalid_name`, `entry_exists`, `entry_gone`, `content_missing`, `folder_not_writable`
 */
export async function renameEntry(id: EntryId, rawName: string, deps: RenameDeps): Promise<void> {
  const name = requireName(rawName)
  const entry = await deps.lookups.find(id)
  if (!entry || entry.state === 'trashed') throw new VaultError('entry_gone')
  const at = { placeId: entry.placeId, parentId: entry.parentId, ids: [id] }
  const outcome = await deps.held.use(at, [], async ([row], folder) => {
    if (!row) throw new VaultError('entry_gone')
    if (row.name === name) return 'moved'
    const taken = await deps.lookups.findLive(entry.placeId, folder.id, name)
    if (taken && taken.id !== id) throw new VaultError('entry_exists', { details: { name } })
    const [result] = await deps.relocator.relocate({ items: [itemFor(entry, row, folder, name, deps)] })
    return result ?? 'refused'
  })
  if (outcome === 'exists') await deps.notice(entry.placeId, entry.path.slice(0, -1), name)
  if (outcome !== 'moved') throw failureOf(outcome, name)
}

function itemFor(
  { placeId }: EntryFacts,
  row: HeldRow,
  folder: FolderFacts,
  name: string,
  { db, clock }: RenameDeps,
): RelocationItem {
  const place = { placeId, folder: [...folder.path] }
  const to = { placeId, parentId: folder.id, name, nowMs: clock.now() }
  return {
    entryId: row.id,
    kind: row.kind,
    from: { ...place, name: row.name },
    to: { ...place, name },
    done: {
      steps: [packStep(relocatedStep(db, row, to))],
      changes: [{ placeId, entryId: row.id, parentId: folder.id, kind: 'changed' }],
    },
    undo: { steps: [], changes: [] },
    whenLost: 'undo',
  }
}

function failureOf(outcome: ItemOutcome, name: string): VaultError {
  if (outcome === 'exists') return new VaultError('entry_exists', { details: { name } })
  return new VaultError(outcome === 'lost' ? 'content_missing' : 'folder_not_writable')
}
