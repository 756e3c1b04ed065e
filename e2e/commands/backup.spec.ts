import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { bytes, create, type Door, patch } from '#server/features/uploads/testing/tus-client.ts'
import * as reception from '../faults/support/reception.ts'
import { expect, test } from '../support/fixtures.ts'
import { ADMIN } from '../support/people.ts'
import { launchVault } from '../support/vault-process.ts'

/** `npm run backup` beside a running vault, and a new machine from it. */

const MiB = 1 << 20
const run = promisify(execFile)
const command = (name: string, ...args: string[]) => run(process.execPath, [`dist/commands/${name}.js`, ...args])

let folder: string
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-e2e-backup-'))
})
test.afterAll(() => rm(folder, { recursive: true, force: true }))

async function hashOf(door: Door, entry: string): Promise<string> {
  const { bytes: whole } = await reception.readDownload(await reception.beginDownload(door, entry))
  return reception.sha256Of(whole)
}

test('a backup beside an upload is a new vault elsewhere, with every file and no session of the old one', async ({
  house,
}) => {
  const { vault } = house
  const backup = join(folder, 'backup')
  const door = await reception.openDoor(vault, ADMIN)
  const film = bytes(5 * MiB)
  const entry = await reception.putFile(door, 'main', 'Summer/film.bin', film)
  const address = await create(door, 'on-the-way.bin', 4 * MiB)
  expect((await patch(door, address, 0, bytes(4 * MiB).subarray(0, MiB))).status).toBe(204)

  const { stdout } = await command('backup', backup, '--data', vault.dataFolder, '--pace', '50')
  expect(stdout).toMatch(/Snapshot .*: 1 files/)
  // The upload does not notice.
  expect((await patch(door, address, MiB, bytes(4 * MiB).subarray(MiB))).status).toBe(204)
  expect((await command('restore', backup, '--verify')).stdout).not.toMatch(/damaged|missing/i)

  const data = join(folder, 'new-machine')
  await command('restore', backup, '--data', data)
  const restored = await launchVault({ dataFolder: data })
  try {
    const refused = await fetch(`${restored.origin}/api/me/sessions`, { headers: { ...door.headers } })
    expect(refused.status).toBe(401)
    const anew = await reception.openDoor(restored, ADMIN)
    expect(await reception.namesIn(anew, 'main')).toEqual(['Summer'])
    expect(await hashOf(anew, entry)).toBe(reception.sha256Of(film))
  } finally {
    await restored.dispose()
  }
})

test('a backup that cannot be is refused in words, and touches nothing', async ({ house }) => {
  const foreign = join(folder, 'foreign')
  await command('backup', foreign, '--data', house.vault.dataFolder)
  await expect(command('restore', foreign, '--data', house.vault.dataFolder)).rejects.toMatchObject({ code: 1 })
  await expect(
    command('backup', join(house.vault.dataFolder, 'inside'), '--data', house.vault.dataFolder),
  ).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('lie inside each other') })
  await expect(command('backup', foreign, '--data', house.vault.dataFolder, '--pace', '0')).rejects.toMatchObject({
    ...{ code: 1, stderr: expect.stringContaining('--pace takes a number of MB/s') },
  })
  await writeFile(join(folder, 'notes.txt'), 'mine')
  await expect(command('backup', folder, '--data', house.vault.dataFolder)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('holds other things'),
  })
})
