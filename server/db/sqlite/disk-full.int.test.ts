import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { openTestDatabase } from '../testing/open-test-database.ts'

const disk = mkdtempSync(join(tmpdir(), 'hearth-full-'))
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk]).status === 0

afterAll(async () => {
  if (mounted) spawnSync('umount', [disk])
  await rmdir(disk)
})

test.skipIf(!mounted)('a full disk refuses commits as disk_full (needs root for a small disk)', async () => {
  const { db } = await openTestDatabase({ dataFolder: disk })
  onTestFinished(() => db.close())
  const insert = (key: string, bytes: number) =>
    db.commit([db.build.insertInto('settings').values({ key, value: JSON.stringify('x'.repeat(bytes)) })])
  const keys = async () =>
    (await db.read(db.build.selectFrom('settings').select('key').orderBy('key'))).map(({ key }) => key)
  await insert('before', 10)

  const together = await Promise.allSettled([insert('small', 10), insert('large', 8_000_000), insert('other', 10)])
  expect(together).toMatchObject([
    { status: 'fulfilled' },
    { status: 'rejected', reason: { code: 'disk_full' } },
    { status: 'fulfilled' },
  ])
  expect(await keys()).toEqual(['before', 'other', 'small'])

  // More than what the log has taken from the disk already.
  const ballast = join(disk, 'ballast')
  expect(() => writeFileSync(ballast, Buffer.alloc(8_000_000))).toThrow('ENOSPC')
  await expect(insert('during', 6_000_000)).rejects.toMatchObject({ code: 'disk_full' })
  expect(await keys()).toEqual(['before', 'other', 'small'])
  await expect(db.backupTo(join(disk, 'copy.db'))).rejects.toMatchObject({ code: 'disk_full' })

  rmSync(ballast)
  expect(await insert('after', 100_000)).toMatchObject({ kind: 'committed' })
  expect(await keys()).toEqual(['after', 'before', 'other', 'small'])
})
