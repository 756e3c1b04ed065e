import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { expect, SIZES, signIn, test } from '../support/fixtures.ts'
import { ADMIN, apiOf, tokenOf } from '../support/people.ts'
import { sha256Of } from '../support/sample-files.ts'
import { launchVault, type VaultProcess } from '../support/vault-process.ts'

const run = promisify(execFile)
const BYTES = Buffer.alloc(3_000_000, 'a film')
let base: string

test.beforeAll(async ({ house }) => {
  base = await mkdtemp(join(tmpdir(), 'hearth-backups-'))
  const answer = await fetch(`${house.vault.origin}/api/places/main/content?path=Films/film.mp4`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${await tokenOf(house.vault, ADMIN)}` },
    body: BYTES,
  })
  expect(answer.ok).toBe(true)
})

test.afterAll(() => rm(base, { recursive: true, force: true }))

/** ETag and SHA-256 of the film, as a person of that vault gets it. */
async function filmOf(vault: VaultProcess) {
  const api = await apiOf(vault, ADMIN)
  const { entries } = await api.call(ROUTES.entries.list, { params: { place: 'main' }, query: { path: 'Films' } })
  const response = await fetch(`${vault.origin}/api/files/${entries[0]?.id}/content`, {
    headers: { authorization: `Bearer ${await tokenOf(vault, ADMIN)}` },
  })
  const sha256 = sha256Of(new Uint8Array(await response.arrayBuffer()))
  return { etag: response.headers.get('etag'), digest: response.headers.get('repr-digest'), sha256 }
}

for (const { name, width, height } of SIZES) {
  test(`an admin sets a backup folder, backs up and checks all files, on a ${name}`, async ({ page, house }) => {
    await page.setViewportSize({ width, height })
    await signIn(page, house.vault)
    await page.goto(`${house.vault.origin}/admin?tab=backups`)
    const folder = page.getByLabel('Backup folder')
    await folder.fill(join(house.vault.dataFolder, 'rooms', 'main'))
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('The backup folder and the vault lie inside each other.')).toBeVisible()
    await folder.fill(join(base, name))
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('button', { name: 'Back up now' })).toBeEnabled()
    await page.getByRole('button', { name: 'Back up now' }).click()
    await expect(page.getByText('Last: today', { exact: false })).toBeVisible({ timeout: 30_000 })
    await expect(page.getByRole('heading', { name: 'Snapshots' })).toBeVisible()
    await page.getByRole('button', { name: 'Check now' }).click()
    await expect(page.getByText('Every hash is right.')).toBeVisible({ timeout: 30_000 })
    const scrolls = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    expect(scrolls).toBe(false)
  })
}

test('the commands back up a running vault, prove it, and make the same vault elsewhere', async ({ house }) => {
  test.setTimeout(120_000)
  const [folder, dataFolder] = [join(base, 'by command'), join(base, 'restored')]
  const before = await filmOf(house.vault)
  const oldToken = await tokenOf(house.vault, ADMIN)
  const command = (name: string, ...args: string[]) => run(process.execPath, [`dist/commands/${name}.js`, ...args])
  const first = await command('backup', folder, '--data', house.vault.dataFolder)
  expect(first.stdout).toContain('Copied now: 1 files, 3 MB.')
  const second = await command('backup', folder, '--data', house.vault.dataFolder)
  expect(second.stdout).toContain('Copied now: 0 files')
  expect((await command('restore', folder, '--verify')).stdout).toContain('Every hash is right.')
  await command('restore', folder, '--data', dataFolder)
  await expect(command('restore', folder, '--data', dataFolder)).rejects.toThrow(/is not empty/)

  const restored = await launchVault({ dataFolder })
  try {
    expect(await filmOf(restored)).toEqual(before)
    expect(before.sha256).toBe(sha256Of(BYTES))
    const answer = await fetch(`${restored.origin}/api/accounts`, { headers: { authorization: `Bearer ${oldToken}` } })
    expect(answer.status).toBe(401)
  } finally {
    await restored.dispose()
  }
})
