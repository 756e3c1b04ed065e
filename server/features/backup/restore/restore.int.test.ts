import { randomBytes } from 'node:crypto'
import { access, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { SessionId } from '#lib/core/ids/ids.ts'
import { openTestDatabase } from '#server/db/testing/open-test-database.ts'
import { requireCommitted } from '#server/db/unit-of-work.ts'
import { openTestFiles, type TestFiles } from '../../files/testing/test-files.ts'
import { objectPath } from '../folder/backup-format.ts'
import { flipSilently } from '../testing/flip-silently.ts'
import { hashesBelow, openTestBackup, type TestBackup } from '../testing/test-backup.ts'

let vault: TestFiles
let backup: TestBackup

beforeEach(async () => {
  vault = await openTestFiles()
  backup = await openTestBackup(vault.test.dataFolder)
})

afterEach(async () => {
  await vault.remove()
  await backup.remove()
})

const rooms = () => join(vault.test.dataFolder, 'rooms')
it('finds a damaged, a missing and a replaced part of the backup', async () => {
  await vault.put('a.txt', 'aaaa')
  await vault.put('b.txt', 'bbbb')
  await vault.put('c.txt', 'cccc')
  const { snapshot } = await backup.backUp()
  const hashOf = new Map((await backup.lines(snapshot)).map(({ path, sha256 }) => [path, sha256]))
  const at = (path: string) => objectPath(backup.folder, hashOf.get(path) ?? '')
  await flipSilently(at('a.txt'), vault.db)
  await rm(at('b.txt'))
  const { damagedObjects, damagedFiles } = await backup.verify()
  expect(damagedFiles).toEqual([])
  expect(damagedObjects.toSorted((x, y) => x.problem.localeCompare(y.problem))).toEqual([
    { sha256: hashOf.get('a.txt'), problem: 'damaged', files: ['family/a.txt'] },
    { sha256: hashOf.get('b.txt'), problem: 'missing', files: ['family/b.txt'] },
  ])
  expect((await backup.restore()).damaged.sort()).toEqual(['family/a.txt', 'family/b.txt'])
  expect(await hashesBelow(join(backup.restored, 'rooms'))).toEqual([`family/c.txt: ${hashOf.get('c.txt')}`])

  await flipSilently(join(backup.folder, 'snapshots', snapshot, 'vault.db'), vault.db)
  expect((await backup.verify()).damagedFiles).toEqual([`${snapshot}/vault.db`])
  await expect(backup.restore({ dataPath: join(backup.restored, 'again') })).rejects.toThrow(/vault\.db.*damaged/)
})

it('brings no session, token, grant, secret, unfinished upload or schedule back', async () => {
  const { build } = vault.db
  const tls = join(vault.test.dataFolder, 'tls')
  await mkdir(tls)
  await writeFile(join(tls, 'ca.key'), 'the key')
  await writeFile(join(vault.test.dataFolder, 'secrets', 'session'), 'secret of sessions')
  requireCommitted(
    await vault.db.commit([
      build.insertInto('accounts').values({
        ...{ id: 'mia' as never, name: 'Mia', name_key: 'mia', role: 'admin', password_hash: 'x', created_at: 1 },
        ...{ password_changed_at: 1, quota_bytes: null, deleted_at: null },
      }),
      build.insertInto('sessions').values({
        ...{ id: 's' as SessionId, account_id: 'mia' as never, kind: 'program', label: 'x', address: 'x' },
        ...{ device_id: null, created_at: 1, last_seen_at: 1, expires_at: 9e15, revoked_at: null },
      }),
      build.insertInto('settings').values({ key: 'backup', value: '{"folder":"/mnt/usb","every":"day","keep":3}' }),
      build.insertInto('tokens').values({
        ...{ hash: 'h', session_id: 's' as SessionId, kind: 'refresh', created_at: 1, expires_at: 9e15 },
        spent_at: null,
      }),
      build.insertInto('service_tokens').values({
        ...{ id: 't' as never, hash: 'm', name: 'Prometheus', scope: 'metrics:read', created_by: 'mia' as never },
        ...{ created_at: 1, last_used_at: null },
      }),
      build.insertInto('share_links').values({
        ...{ id: 'l' as never, hash: 'l', kind: 'file', name: 'x', created_by: 'mia' as never, created_at: 1 },
        ...{ expires_at: null, revoked_at: null, password_hash: null, max_downloads: 1 },
        ...{ drop_max_bytes: null, drop_max_files: null },
      }),
      build.insertInto('share_link_entries').values({ link_id: 'l' as never, entry_id: 'e' as never, position: 0 }),
      build.insertInto('uploads').values({
        ...{ id: 'u' as never, owner_kind: 'account', owner_id: 'mia', transfer_id: 't', address: 'x' },
        ...{ place_id: vault.place, folder_path: '', filename: 'x', filetype: null, length_bytes: 9 },
        ...{ declared_sha256: null, last_modified_ms: null, conflict: 'keep', failure_code: null, metadata: '' },
        ...{ partial_folder: '/old', created_at: 1, updated_at: 1, expires_at: 9e15, finished_at: null },
        ...{ entry_id: null, final_name: null, sha256: null, manifest_digest: null },
      }),
      build.insertInto('devices').values({ id: 'd' as never, label: 'x', created_at: 1, last_seen_at: 1 }),
      build.insertInto('grants').values({
        ...{ hash: 'g', place_id: vault.place, device_id: 'd' as never, password_version: 1, created_at: 1 },
        ...{ expires_at: 9e15, revoked_at: null },
      }),
    ]),
  )
  await backup.backUp()
  await backup.restore()
  const restored = await openTestDatabase({ dataFolder: backup.restored })
  for (const table of ['sessions', 'tokens', 'service_tokens', 'share_links', 'grants', 'uploads'] as const) {
    expect(await restored.db.read(restored.db.build.selectFrom(table).selectAll()), table).toEqual([])
  }
  expect(await restored.db.read(restored.db.build.selectFrom('accounts').select('name'))).toEqual([{ name: 'Mia' }])
  const [settings] = await restored.db.read(restored.db.build.selectFrom('settings').select('value'))
  expect(JSON.parse(settings?.value ?? '')).toEqual({ folder: '/mnt/usb', every: 'off', keep: 3 })
  await restored.db.close()
  expect(await readFile(join(backup.restored, 'tls', 'ca.key'), 'utf8')).toBe('the key')
  expect(await readdir(join(backup.restored, 'secrets'))).toEqual(['vault'])
  expect((await readdir(backup.restored)).sort()).toEqual(['rooms', 'secrets', 'tls', 'vault.db'])
})

it('finishes an interrupted restore, and copies nothing twice', async () => {
  for (let i = 0; i < 20; i++) await vault.put(`file ${i}`, randomBytes(20_000))
  await backup.backUp()
  const abort = new AbortController()
  const stopped = backup.restore({
    signal: abort.signal,
    onProgress: (doneBytes) => {
      if (doneBytes > 200_000) abort.abort(new Error('stopped'))
    },
  })
  await expect(stopped).rejects.toThrow('stopped')
  const room = join(backup.restored, 'rooms', 'family')
  const inodes = async () =>
    new Map(await Promise.all((await readdir(room)).map(async (n) => [n, (await stat(join(room, n))).ino] as const)))
  const before = await inodes()
  expect(before.size).toBeGreaterThan(5)
  expect(before.size).toBeLessThan(20)
  await expect(access(join(backup.restored, 'vault.db'))).rejects.toThrow()
  expect((await backup.restore()).files).toBe(20)
  const after = await inodes()
  for (const [name, inode] of before) expect(after.get(name), name).toBe(inode)
  expect(await hashesBelow(join(backup.restored, 'rooms'))).toEqual(await hashesBelow(rooms()))
})

it('refuses a folder that is not empty, and leaves it as it was', async () => {
  await vault.put('a', 'a')
  await backup.backUp()
  await mkdir(backup.restored)
  await writeFile(join(backup.restored, 'mine.txt'), 'mine')
  await expect(backup.restore()).rejects.toThrow(/not empty \(mine\.txt\)/)
  expect(await readdir(backup.restored)).toEqual(['mine.txt'])
  await expect(backup.restore({ snapshot: 'yesterday' })).rejects.toThrow(/There is no snapshot yesterday/)
  await expect(backup.restore({ folder: backup.restored })).rejects.toThrow(/no backup of a vault/)
})
