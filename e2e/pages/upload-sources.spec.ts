import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { addFolder } from '../support/add-files.ts'
import { expect, signIn, test } from '../support/fixtures.ts'
import { createSamples, type Samples, sha256Of } from '../support/sample-files.ts'
import { cellOf, namesOf, openRoom, shaOf } from './support/room.ts'

/** The ways files come into a room: dropped, chosen as a folder, pasted. */

const ROOM = 'inbox'
let samples: Samples
test.beforeAll(async ({ house }) => {
  samples = await createSamples()
  await house.admin.call(ROUTES.places.createRoom, { body: { name: 'Inbox', access: 'accounts' } })
})
test.afterAll(() => samples.remove())
test.beforeEach(async ({ page, house }) => {
  await signIn(page, house.vault)
})

/** Drops paths of this machine onto a point of the page once `target` shows that it takes them, as a person does. */
async function dropPaths(
  page: Page,
  files: readonly string[],
  { x, y, target }: { x: number; y: number; target: Locator },
): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const drag = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    session.send('Input.dispatchDragEvent', {
      ...{ type, x, y },
      data: { items: [], files: [...files], dragOperationsMask: 1 },
    })
  await drag('dragEnter')
  await expect(async () => {
    await drag('dragOver')
    expect(await target.isVisible()).toBe(true)
  }).toPass()
  // The browser drops only what the page has said yes to by then, and forgets it without a word otherwise.
  await expect(async () => {
    await drag('dragOver')
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
    await drag('drop')
    await expect(target).toBeHidden({ timeout: 3_000 })
  }).toPass()
}

/** A small tree: two levels, an empty folder, and what a system left there. */
async function writeTree(name: string): Promise<{ path: string; sha: Record<string, string> }> {
  const beach = await samples.write(`${name}/beach.bin`, 300_000)
  const tower = await samples.write(`${name}/Day 2/tower.bin`, 40_000)
  await mkdir(join(samples.folder, name, 'Empty'))
  await writeFile(join(samples.folder, name, '.DS_Store'), 'litter')
  return { path: join(samples.folder, name), sha: { 'beach.bin': beach.sha256, 'tower.bin': tower.sha256 } }
}

test('a dropped folder arrives with its tree, byte for byte', async ({ page, house }) => {
  const tree = await writeTree('Dinard')
  await openRoom(page, house.vault, ROOM)
  await dropPaths(page, [tree.path], { x: 700, y: 400, target: page.getByText('Drop to add to Inbox') })
  await expect.poll(() => shaOf(house.admin, ROOM, 'beach.bin', 'Dinard')).toBe(tree.sha['beach.bin'])
  await expect.poll(() => shaOf(house.admin, ROOM, 'tower.bin', 'Dinard/Day 2')).toBe(tree.sha['tower.bin'])
  await expect.poll(() => namesOf(house.admin, ROOM, 'Dinard')).toEqual(['Day 2', 'Empty', 'beach.bin'])
  await expect(cellOf(page, 'Dinard')).toBeVisible()
})

test('what is dropped before the transfers are loaded waits for them', async ({ page, house }) => {
  const file = await samples.write('early.bin', 20_000)
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  let held = 0
  await page.route('**/_next/static/chunks/*.js', async (route) => {
    const response = await route.fetch()
    const script = await response.text()
    // The part with the transfers, known by the name of a database that the page itself does not open.
    if (script.includes('hearth-inbox')) {
      held++
      await released
    }
    await route.fulfill({ response, body: script })
  })
  // Held back, it keeps the page from ever being called loaded.
  await page.goto(`${house.vault.origin}/place?id=${ROOM}&view=list`, { waitUntil: 'commit' })
  await expect(page.getByRole('button', { name: 'Add', exact: true }).first()).toBeVisible()
  await expect.poll(() => held).toBeGreaterThan(0)
  await dropPaths(page, [file.path], { x: 700, y: 400, target: page.getByText('Drop to add to Inbox') })
  release()
  await expect.poll(() => shaOf(house.admin, ROOM, 'early.bin')).toBe(file.sha256)
})

test('what is dropped on a folder of the list goes into it', async ({ page, house }) => {
  await house.admin.call(ROUTES.entries.createFolder, { params: { place: ROOM }, body: { path: '', name: 'Box' } })
  const file = await samples.write('into-box.bin', 20_000)
  await openRoom(page, house.vault, ROOM)
  const box = await cellOf(page, 'Box').boundingBox()
  if (box === null) throw new Error('the folder has no place')
  const target = cellOf(page, 'Box').and(page.locator('.bg-ember-soft'))
  await dropPaths(page, [file.path], { x: box.x + 120, y: box.y + box.height / 2, target })
  await expect.poll(() => shaOf(house.admin, ROOM, 'into-box.bin', 'Box')).toBe(file.sha256)
  expect(await namesOf(house.admin, ROOM)).not.toContain('into-box.bin')
})

test('a chosen folder arrives with its tree', async ({ page, house }) => {
  const tree = await writeTree('Chosen')
  await openRoom(page, house.vault, ROOM)
  await addFolder(page, tree.path)
  await expect.poll(() => shaOf(house.admin, ROOM, 'beach.bin', 'Chosen')).toBe(tree.sha['beach.bin'])
  await expect.poll(() => shaOf(house.admin, ROOM, 'tower.bin', 'Chosen/Day 2')).toBe(tree.sha['tower.bin'])
  expect(await namesOf(house.admin, ROOM, 'Chosen')).not.toContain('.DS_Store')
})

/** The most cells of one name that the page showed at once, at any moment from now on. */
async function countCells(page: Page, name: string): Promise<() => Promise<number>> {
  const most = await page.evaluateHandle((text) => {
    const seen = { most: 0 }
    const count = () => {
      const cells = [...document.querySelectorAll('main [data-cell]')].filter((cell) =>
        cell.textContent?.includes(text),
      )
      seen.most = Math.max(seen.most, cells.length)
    }
    new MutationObserver(count).observe(document.body, { childList: true, subtree: true, characterData: true })
    return seen
  }, name)
  return async () => (await most.jsonValue()).most
}

test('a pasted file arrives, and stands once at every moment', async ({ page, house }) => {
  let compare = () => {}
  const held = new Promise<void>((resolve) => {
    compare = resolve
  })
  await page.route('**/manifest', async (route) => {
    await held
    await route.continue()
  })
  await openRoom(page, house.vault, ROOM)
  const words = 'pasted from a clipboard'
  const mostCells = await countCells(page, 'pasted')
  // A headless browser has no clipboard with files: the event is made in the page, the rest is real.
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer()
    clipboardData.items.add(new File([text], 'pasted.txt', { type: 'text/plain' }))
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, words)
  await expect.poll(() => shaOf(house.admin, ROOM, 'pasted.txt')).toBe(sha256Of(Buffer.from(words)))
  const cell = cellOf(page, 'pasted.txt')
  // Listed already, and not compared with the file on this device yet.
  await expect(cell.getByText('Being compared')).toBeVisible()
  await expect(cell.getByRole('button', { name: /pasted\.txt/ }).first()).toBeAttached()
  compare()
  await expect(cell.getByText('Being compared')).toBeHidden()
  await expect(cell).toHaveCount(1)
  expect(await mostCells()).toBe(1)
})
