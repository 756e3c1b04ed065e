import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Api } from '#lib/api/client.ts'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { addFiles } from '../support/add-files.ts'
import { expect, signIn, test } from '../support/fixtures.ts'
import { fullSpeed, slowDown } from '../support/page-speed.ts'
import { createSamples, type Samples, sha256Of } from '../support/sample-files.ts'
import type { VaultProcess } from '../support/vault-process.ts'
import { listOf, namesOf, openRoom, putFile, shaOf } from './support/room.ts'

/** The tray: what a person can do with what is on its way, and what it does by itself. */

const ROOM = 'sent'
/** At this pace a file of this size takes half a minute: enough for whatever a test does on a busy machine. */
const SLOW = 1_600_000
const SIZE = 40_000_000
let samples: Samples
test.beforeAll(async ({ house }) => {
  samples = await createSamples()
  await house.admin.call(ROUTES.places.createRoom, { body: { name: 'Sent', access: 'accounts' } })
})
test.afterAll(() => samples.remove())
test.beforeEach(async ({ page, house }) => {
  await signIn(page, house.vault)
  await openRoom(page, house.vault, ROOM)
})

const trayOf = (page: Page) => page.getByRole('region', { name: 'Transfers' })

async function openTray(page: Page): Promise<void> {
  await trayOf(page).getByRole('button', { name: 'Show the transfers' }).click()
}

/** What the vault holds of an unfinished upload; null when it knows none of this name. */
async function offsetOf(house: { admin: Api }, name: string): Promise<number | null> {
  const { uploads } = await house.admin.call(ROUTES.uploads.list, {})
  return uploads.find(({ filename }) => filename === name)?.offsetBytes ?? null
}

test('an upload pauses, goes on, and is cleared from the tray when it is safe', async ({ page, house }) => {
  const file = await samples.write('paused.bin', SIZE)
  await slowDown(page, { upload: SLOW })
  await addFiles(page, [file.path])
  await openTray(page)
  const tray = trayOf(page)
  await expect.poll(() => offsetOf(house, 'paused.bin')).toBeGreaterThan(0)
  await tray.getByRole('button', { name: 'Pause paused.bin' }).click()
  await expect(tray.getByText(/^Paused at \d+%$/)).toBeVisible()
  // What was on its way may still arrive; from then on nothing does.
  let last: number | null = null
  const hasMoved = async () => {
    const before = last
    last = await offsetOf(house, 'paused.bin')
    return last !== before
  }
  await expect.poll(hasMoved, { intervals: [700] }).toBe(false)
  expect(await offsetOf(house, 'paused.bin')).toBeLessThan(SIZE)
  await fullSpeed(page)
  await tray.getByRole('button', { name: 'Go on with paused.bin' }).click()
  await expect.poll(() => shaOf(house.admin, ROOM, 'paused.bin'), { timeout: 30_000 }).toBe(file.sha256)
  await expect(tray.getByText('Safe in Sent, verified')).toBeVisible({ timeout: 20_000 })
  await tray.getByRole('button', { name: 'Clear' }).first().click()
  await expect(tray).toHaveCount(0)
})

test('cancel takes the upload and its bytes off the vault', async ({ page, house }) => {
  const file = await samples.write('cancelled.bin', SIZE)
  await slowDown(page, { upload: SLOW })
  await addFiles(page, [file.path])
  await openTray(page)
  await expect.poll(() => offsetOf(house, 'cancelled.bin')).toBeGreaterThan(0)
  const partials = () => readdir(join(house.vault.dataFolder, 'rooms', 'Sent', '.hearth', 'partials'))
  expect(await partials()).not.toEqual([])
  await trayOf(page).getByRole('button', { name: 'Cancel cancelled.bin' }).click()
  await expect.poll(() => offsetOf(house, 'cancelled.bin')).toBeNull()
  await expect.poll(partials).toEqual([])
  await expect(page.getByText('cancelled.bin')).toHaveCount(0)
  expect(await namesOf(house.admin, ROOM)).not.toContain('cancelled.bin')
})

test('what the vault refuses says why, keeps what arrived, and goes on by Try again', async ({ page, house }) => {
  const file = await samples.write('refused.bin', SIZE)
  const setReadOnly = (readOnly: boolean) =>
    house.admin.call(ROUTES.places.changeRoom, { params: { place: ROOM }, body: { readOnly } })
  await slowDown(page, { upload: SLOW })
  await addFiles(page, [file.path])
  await openTray(page)
  await expect.poll(() => offsetOf(house, 'refused.bin')).toBeGreaterThan(0)
  // A request that runs may finish: the next one is refused.
  const tray = trayOf(page)
  await tray.getByRole('button', { name: 'Pause refused.bin' }).click()
  await expect(tray.getByText(/^Paused at \d+%$/)).toBeVisible()
  await setReadOnly(true)
  await tray.getByRole('button', { name: 'Go on with refused.bin' }).click()
  await expect(tray.getByText(/read-only/)).toBeVisible({ timeout: 20_000 })
  expect(await namesOf(house.admin, ROOM)).not.toContain('refused.bin')
  await setReadOnly(false)
  await fullSpeed(page)
  await tray.getByRole('button', { name: 'Try again' }).click()
  await expect.poll(() => shaOf(house.admin, ROOM, 'refused.bin'), { timeout: 30_000 }).toBe(file.sha256)
})

test('without a network it waits, and goes on by itself when there is one', async ({ page, context, house }) => {
  const file = await samples.write('offline.bin', SIZE)
  await slowDown(page, { upload: SLOW })
  await addFiles(page, [file.path])
  await openTray(page)
  await expect.poll(() => offsetOf(house, 'offline.bin')).toBeGreaterThan(0)
  await context.setOffline(true)
  const tray = trayOf(page)
  await expect(tray.getByText(/^Waiting for the network/)).toBeVisible({ timeout: 20_000 })
  const kept = await offsetOf(house, 'offline.bin')
  expect(kept).toBeLessThan(SIZE)
  await fullSpeed(page)
  await context.setOffline(false)
  await expect.poll(() => shaOf(house.admin, ROOM, 'offline.bin'), { timeout: 40_000 }).toBe(file.sha256)
  await expect(tray.getByText('Safe in Sent, verified')).toBeVisible({ timeout: 20_000 })
})

test.describe('names that are taken', () => {
  const old = sha256Of(Buffer.from('old'))

  async function answer(
    page: Page,
    house: { vault: VaultProcess },
    names: readonly string[],
    choice: string,
  ): Promise<Record<string, string>> {
    const sha: Record<string, string> = {}
    const paths: string[] = []
    for (const name of names) {
      await putFile(house.vault, { place: ROOM, path: name, bytes: 'old' })
      const file = await samples.write(name, 5_000)
      sha[name] = file.sha256
      paths.push(file.path)
    }
    await addFiles(page, paths)
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByText('For all 2')).toBeVisible()
    await dialog.getByRole('radio', { name: new RegExp(choice) }).check({ force: true })
    await dialog.getByRole('button', { name: 'Go on' }).click()
    return sha
  }

  test('are kept beside the new ones', async ({ page, house }) => {
    const sha = await answer(page, house, ['keep-a.bin', 'keep-b.bin'], 'Keep both')
    await expect.poll(() => shaOf(house.admin, ROOM, 'keep-a_v2.bin')).toBe(sha['keep-a.bin'])
    await expect.poll(() => shaOf(house.admin, ROOM, 'keep-b_v2.bin')).toBe(sha['keep-b.bin'])
    expect(await shaOf(house.admin, ROOM, 'keep-a.bin')).toBe(old)
  })

  test('get the new content when they are replaced', async ({ page, house }) => {
    const sha = await answer(page, house, ['swap-a.bin', 'swap-b.bin'], 'Replace')
    await expect.poll(() => shaOf(house.admin, ROOM, 'swap-a.bin')).toBe(sha['swap-a.bin'])
    await expect.poll(() => shaOf(house.admin, ROOM, 'swap-b.bin')).toBe(sha['swap-b.bin'])
    const swapped = (await listOf(house.admin, ROOM)).filter(({ name }) => name.startsWith('swap-'))
    expect(swapped.map(({ name }) => name)).toEqual(['swap-a.bin', 'swap-b.bin'])
  })

  test('stay as they are when the new ones are left out', async ({ page, house }) => {
    await answer(page, house, ['skip-a.bin', 'skip-b.bin'], 'Leave out')
    await expect(page.getByText('2 files left out, they are here already.')).toBeVisible()
    expect(await shaOf(house.admin, ROOM, 'skip-a.bin')).toBe(old)
    expect(await shaOf(house.admin, ROOM, 'skip-b.bin')).toBe(old)
    expect(await namesOf(house.admin, ROOM)).not.toContain('skip-a_v2.bin')
  })
})
