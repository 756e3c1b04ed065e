import { lstat, readdir, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { factsOf, isSameContent, isSameFile } from '../disk/file-facts.ts'
import type { TestVault } from './test-vault.ts'

/** Everything that must hold between database and disk when nothing is under way. @returns what does not */
export async function findContradictions(vault: TestVault): Promise<string[]> {
  const { db, root, place } = vault
  const wrong: string[] = []
  const [listed, tree] = [await vault.listed(), await vault.tree()]
  for (const path of listed) if (!tree.includes(path)) wrong.push(`listed, but not on the disk: ${path}`)
  for (const path of tree) if (!listed.includes(path)) wrong.push(`on the disk, but not listed: ${path}`)

  const intents = await db.read(db.build.selectFrom('fs_intents').select('kind'))
  if (intents.length > 0) wrong.push(`intents are left: ${intents.map(({ kind }) => kind).join()}`)

  const files = await db.read(
    db.build
      .selectFrom('entries as e')
      .innerJoin('contents as c', 'c.id', 'e.content_id')
      .select(['e.id', 'e.size_bytes as entryBytes', 'c.device', 'c.inode', 'c.size_bytes', 'c.mtime_ns', 'c.entry_id'])
      .where('e.place_id', '=', place)
      .where('e.state', '=', 'live'),
  )
  for (const row of files) {
    const entry = await vault.restarted().lookups.find(row.id)
    if (entry?.state !== 'live') continue
    const found = factsOf(await lstat(join(root, ...entry.path), { bigint: true }))
    const recorded = { device: row.device, inode: row.inode, sizeBytes: row.size_bytes, mtimeNs: row.mtime_ns }
    if (!isSameContent(found, recorded) || !isSameFile(found, recorded)) wrong.push(`other content: ${entry.path}`)
    if (row.entryBytes !== row.size_bytes || row.entry_id !== row.id) wrong.push(`rows disagree: ${entry.path}`)
  }
  for (const { stored_name: name } of await storedRows(vault)) {
    if (!(await readable(join(root, name)))) wrong.push(`stored, but not on the disk: ${name}`)
  }
  const orphans = await db.read(db.build.selectFrom('contents').select('id').where('entry_id', 'is', null))
  if (orphans.length > 0) wrong.push(`${orphans.length} contents without an entry`)
  return [...wrong, ...(await wrongTotals(vault))]
}

async function storedRows({ db, place }: TestVault): Promise<{ stored_name: string }[]> {
  const of = (table: 'trash' | 'versions') =>
    db.read(db.build.selectFrom(table).select('stored_name').where('place_id', '=', place))
  return [...(await of('trash')), ...(await of('versions'))]
}

async function wrongTotals(vault: TestVault): Promise<string[]> {
  const { db, place } = vault
  const listed = await vault.listed()
  const total = await db.readOne(db.build.selectFrom('place_totals').selectAll().where('place_id', '=', place))
  const count = total?.entry_count ?? 0
  return count === listed.length ? [] : [`${count} entries counted, ${listed.length} listed`]
}

/** Every file below the room's folder, hidden ones included, by its content; hard links count once. */
export async function readEverything(root: string): Promise<string[]> {
  const names = await readdir(root, { recursive: true })
  const byInode = new Map<number, string>()
  for (const name of names) {
    const stats = await lstat(join(root, name))
    if (stats.isFile()) byInode.set(stats.ino, await readFile(join(root, name), 'utf8'))
  }
  return [...byInode.values()].sort()
}

/** What uploads do at their start: partials that belong to nothing go. */
export async function sweepPartials(root: string): Promise<void> {
  const folder = join(root, '.hearth/partials')
  for (const name of await readdir(folder)) await unlink(join(folder, name))
}

async function readable(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}
