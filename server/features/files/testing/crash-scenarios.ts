import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import { systemClock } from '#server/clock.ts'
import type { FileParts } from '../file-parts.ts'
import { moveEntries } from '../moving/move-entries.ts'
import { renameEntry } from '../moving/rename-entry.ts'
import { restoreEntries, type TrashedRow } from '../trash/restore-entries.ts'
import { trashEntries } from '../trash/trash-entries.ts'
import { selectVersions, storedAt } from '../versions/find-version.ts'
import { restoreVersion } from '../versions/restore-version.ts'
import { ANNA, type TestVault } from './test-vault.ts'

/** Something that is done in more than one step, in a folder of its own so that many can share a vault. */
export interface Scenario {
  name: string
  /** What must be there before. */
  prepare(vault: TestVault, folder: string): Promise<void>
  /** Safe to call again, as a client would that got no answer. */
  act(vault: TestVault, parts: FileParts, folder: string): Promise<unknown>
  /** Contents of files that must be found afterwards, each exactly once, in sight or hidden. */
  contents: readonly string[]
}

/** The same publication for each attempt in a folder, in whatever process. */
const publicationId = (folder: string) => `publication of ${folder}`

async function publish(vault: TestVault, parts: FileParts, folder: string, conflict: 'keep' | 'replace') {
  const known = await vault.db.readOne(
    vault.db.build.selectFrom('contents').select('id').where('publication_id', '=', publicationId(folder)),
  )
  const wish = { folder: [folder], conflict, publicationId: publicationId(folder) }
  // A client sends the bytes again only when the vault does not have them.
  const input = known ? await staleInput(vault, folder, conflict) : await vault.staged('a.txt', `new ${folder}`, wish)
  return parts.publisher.publish(input)
}

async function staleInput(vault: TestVault, folder: string, conflict: 'keep' | 'replace') {
  const input = await vault.staged('a.txt', `new ${folder}`, { folder: [folder], conflict })
  return { ...input, publicationId: publicationId(folder), stagedPath: `${input.stagedPath}-gone` }
}

async function childId(parts: FileParts, place: PlaceId, folder: string, name: string): Promise<EntryId | null> {
  const parent = await parts.lookups.findFolder(place, [folder])
  return parent && ((await parts.lookups.findLive(place, parent.id, name))?.id ?? null)
}

function depsOf(vault: TestVault, parts: FileParts) {
  return { ...parts, db: vault.db, clock: systemClock, rootOf: vault.rootOf }
}

async function trash(vault: TestVault, parts: FileParts, folder: string) {
  const parent = await parts.lookups.findFolder(vault.place, [folder])
  const ids = await Promise.all(['a.txt', 'F'].map((name) => childId(parts, vault.place, folder, name)))
  const at = { placeId: vault.place, parentId: parent?.id ?? null, ids: ids.filter((id) => id !== null) }
  await parts.held.use(at, [], (rows, held) =>
    trashEntries({ placeId: vault.place, folder: held, rows, by: ANNA, jobId: null }, depsOf(vault, parts)),
  )
}

async function restore(vault: TestVault, parts: FileParts, folder: string) {
  const rows: TrashedRow[] = await vault.db.read(
    vault.db.build
      .selectFrom('trash as t')
      .innerJoin('entries as e', 'e.id', 't.entry_id')
      .selectAll('t')
      .select(['e.kind', 'e.mime', 'e.uploader_kind', 'e.uploader_id'])
      .where('t.original_path', '=', folder),
  )
  await restoreEntries(vault.place, rows, ANNA, depsOf(vault, parts))
}

async function move(vault: TestVault, parts: FileParts, folder: string) {
  const parent = await parts.lookups.findFolder(vault.place, [folder])
  const ids = await Promise.all(['a.txt', 'F'].map((name) => childId(parts, vault.place, folder, name)))
  const allowed = async () => true
  await moveEntries(
    {
      from: { placeId: vault.place, parentId: parent?.id ?? null, ids: ids.filter((id) => id !== null) },
      to: { placeId: vault.place, path: [folder, 'T'] },
      conflict: 'replace',
      by: ANNA,
      jobId: null,
      mayMove: allowed,
      mayReplace: allowed,
    },
    depsOf(vault, parts),
  )
}

async function rename(vault: TestVault, parts: FileParts, folder: string, from: string, to: string) {
  const id = await childId(parts, vault.place, folder, from)
  if (id !== null) await renameEntry(id, to, depsOf(vault, parts))
}

async function restoreOldest(vault: TestVault, parts: FileParts, folder: string) {
  const id = await childId(parts, vault.place, folder, 'a.txt')
  if (id === null) return
  const rows = await vault.db.read(selectVersions(vault.db).where('v.entry_id', '=', id))
  const file = await parts.lookups.find(id)
  const oldest = rows.find((row) => row.size_bytes < (file?.sizeBytes ?? 0))
  if (oldest) await restoreVersion(id, oldest.id, ANNA, depsOf(vault, parts))
}

async function deleteVersions(vault: TestVault, parts: FileParts, folder: string) {
  const id = await childId(parts, vault.place, folder, 'a.txt')
  if (id === null) return
  const rows = await vault.db.read(selectVersions(vault.db).where('v.entry_id', '=', id))
  for (const row of rows) await parts.removeVersions.remove(id, [storedAt(row)])
}

async function purge(vault: TestVault, parts: FileParts, folder: string) {
  const rows = await vault.db.read(
    vault.db.build.selectFrom('trash').selectAll().where('original_path', '=', folder).orderBy('id'),
  )
  for (const row of rows) await parts.purge.purge(row)
}

const twoFiles = async (vault: TestVault, folder: string) => {
  await vault.put('a.txt', `file ${folder}`, { folder: [folder] })
  await vault.put('b.txt', `inner ${folder}`, { folder: [folder, 'F'] })
}

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'publish',
    prepare: (vault, folder) => vault.put('other.txt', `other ${folder}`, { folder: [folder] }).then(() => {}),
    act: (vault, parts, folder) => publish(vault, parts, folder, 'keep'),
    contents: ['other', 'new'],
  },
  {
    name: 'publish beside a taken name',
    prepare: (vault, folder) => vault.put('a.txt', `old ${folder}`, { folder: [folder] }).then(() => {}),
    act: (vault, parts, folder) => publish(vault, parts, folder, 'keep'),
    contents: ['old', 'new'],
  },
  {
    name: 'replace',
    prepare: (vault, folder) => vault.put('a.txt', `old ${folder}`, { folder: [folder] }).then(() => {}),
    act: (vault, parts, folder) => publish(vault, parts, folder, 'replace'),
    contents: ['old', 'new'],
  },
  {
    name: 'rename a file',
    prepare: twoFiles,
    act: (vault, parts, folder) => rename(vault, parts, folder, 'a.txt', 'renamed.txt'),
    contents: ['file', 'inner'],
  },
  {
    name: 'rename a folder',
    prepare: twoFiles,
    act: (vault, parts, folder) => rename(vault, parts, folder, 'F', 'G'),
    contents: ['file', 'inner'],
  },
  { name: 'trash', prepare: twoFiles, act: trash, contents: ['file', 'inner'] },
  {
    name: 'restore',
    prepare: async (vault, folder) => {
      await twoFiles(vault, folder)
      await trash(vault, vault, folder)
      await vault.put('a.txt', `came later ${folder}`, { folder: [folder] })
    },
    act: restore,
    contents: ['file', 'inner', 'came later'],
  },
  {
    name: 'restore a version',
    prepare: async (vault, folder) => {
      await vault.put('a.txt', `old ${folder}`, { folder: [folder] })
      await vault.put('a.txt', `the newer ${folder}`, { folder: [folder], conflict: 'replace' })
    },
    act: restoreOldest,
    contents: ['old', 'the newer'],
  },
  {
    name: 'delete versions',
    prepare: async (vault, folder) => {
      await vault.put('a.txt', `old ${folder}`, { folder: [folder] })
      await vault.put('a.txt', `older ${folder}`, { folder: [folder], conflict: 'replace' })
      await vault.put('a.txt', `new ${folder}`, { folder: [folder], conflict: 'replace' })
    },
    act: deleteVersions,
    contents: ['new'],
  },
  {
    name: 'delete for good',
    prepare: async (vault, folder) => {
      await twoFiles(vault, folder)
      await vault.put('b.txt', `the newer inner ${folder}`, { folder: [folder, 'F'], conflict: 'replace' })
      await vault.put('stays.txt', `stays ${folder}`, { folder: [folder] })
      await trash(vault, vault, folder)
    },
    act: purge,
    contents: ['stays'],
  },
  {
    name: 'move, replacing',
    prepare: async (vault, folder) => {
      await twoFiles(vault, folder)
      await vault.put('a.txt', `in the way ${folder}`, { folder: [folder, 'T'] })
    },
    act: move,
    contents: ['file', 'inner', 'in the way'],
  },
]
