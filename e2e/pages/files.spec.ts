import type { Page } from '@playwright/test'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { drawScene, SCENES } from '../../scripts/demo/draw-scene.ts'
import { expect, signIn, test } from '../support/fixtures.ts'
import { ADMIN, tokenOf } from '../support/people.ts'
import type { VaultProcess } from '../support/vault-process.ts'

test.beforeEach(async ({ page, house }) => {
  await signIn(page, house.vault)
})

async function put(vault: VaultProcess, path: string, body: string | Uint8Array<ArrayBuffer>): Promise<void> {
  const answer = await fetch(`${vault.origin}/api/places/main/content?path=${encodeURIComponent(path)}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${await tokenOf(vault, ADMIN)}`, 'content-type': 'text/plain' },
    body,
  })
  expect(answer.status).toBe(201)
}

const open = (page: Page, vault: VaultProcess, path = '') =>
  page.goto(`${vault.origin}/place?id=main&view=list&path=${encodeURIComponent(path)}`)

async function menuOf(page: Page, name: string): Promise<void> {
  await page.getByText(name, { exact: true }).first().click({ button: 'right' })
  await expect(page.getByRole('menu')).toBeVisible()
}

test('a new folder is made, opened, and left again', async ({ page, house }) => {
  await open(page, house.vault)
  await page.getByRole('button', { name: 'Add', exact: true }).first().click()
  await page.getByRole('menuitem', { name: 'New folder' }).click()
  await page.getByLabel('Folder name').fill('Recipes')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await page.getByText('Recipes', { exact: true }).first().dblclick()
  await expect(page).toHaveURL(/path=Recipes/)
  await page.goBack()
  await expect(page.getByText('Recipes', { exact: true }).first()).toBeVisible()
})

test('a name that is taken is refused at the field', async ({ page, house }) => {
  await put(house.vault, 'first.txt', 'a')
  await put(house.vault, 'second.txt', 'b')
  await open(page, house.vault)
  await menuOf(page, 'second.txt')
  await page.getByRole('menuitem', { name: /Rename/ }).click()
  await page.getByLabel('Name', { exact: true }).fill('FIRST.txt')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/here already|is there already|exists/i).first()).toBeVisible()
  await page.getByLabel('Name', { exact: true }).fill('third.txt')
  await page.keyboard.press('Enter')
  await expect(page.getByText('third.txt', { exact: true }).first()).toBeVisible()
})

test('what goes to the trash comes back by Undo', async ({ page, house }) => {
  await put(house.vault, 'precious.txt', 'words')
  await open(page, house.vault)
  await menuOf(page, 'precious.txt')
  await page.getByRole('menuitem', { name: /Move to trash/ }).click()
  await expect(page.getByText('“precious.txt” in the trash')).toBeVisible()
  const listed = async () =>
    (await house.admin.call(ROUTES.entries.list, { params: { place: 'main' }, query: {} })).entries.map(
      (entry) => entry.name,
    )
  await expect.poll(listed).not.toContain('precious.txt')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(listed).toContain('precious.txt')
  await expect(page.getByText('precious.txt', { exact: true }).first()).toBeVisible()
})

test('a text opens over the folder, with its SHA-256 beside the download', async ({ page, house }) => {
  await put(house.vault, 'letter.txt', 'Dear house')
  await open(page, house.vault)
  await page.getByText('letter.txt', { exact: true }).first().dblclick()
  await expect(page.getByText('Dear house')).toBeVisible()
  await expect(page.getByText(/^[0-9a-f]{64}$/)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByText('Dear house')).toHaveCount(0)
})

test('a file put into the folder by hand shows up, and is hashed', async ({ page, house }) => {
  await open(page, house.vault)
  const { mkdir, writeFile } = await import('node:fs/promises')
  const folder = `${house.vault.dataFolder}/rooms/main/By hand`
  await mkdir(folder, { recursive: true })
  await writeFile(`${folder}/scan.txt`, 'from the scanner')
  await expect(page.getByText('By hand', { exact: true }).first()).toBeVisible({ timeout: 20_000 })
  const sha = async () =>
    (await house.admin.call(ROUTES.entries.list, { params: { place: 'main' }, query: { path: 'By hand' } })).entries[0]
      ?.sha256
  await expect.poll(sha, { timeout: 20_000 }).toMatch(/^[0-9a-f]{64}$/)
})

test('a photo shows itself in an open page, as a tile and as a row, on a desk and on a phone', async ({
  page,
  house,
}) => {
  const [scene] = SCENES
  if (scene === undefined) throw new Error('there is no scene to draw')
  const shown = (width: number) =>
    page.waitForFunction((expected) => {
      const cell = [...document.querySelectorAll('[role=row]')].find((row) => row.textContent?.includes('Beach.png'))
      const picture = cell?.querySelector('img')
      return picture?.complete && picture.naturalWidth === expected && getComputedStyle(picture).opacity === '1'
    }, width)
  await page.goto(`${house.vault.origin}/place?id=main&view=grid`)
  await expect(page.getByRole('button', { name: 'Add', exact: true }).first()).toBeVisible()
  await put(house.vault, 'Beach.png', new Uint8Array(drawScene(scene)))
  await shown(512)
  const pictures = () =>
    house.admin
      .call(ROUTES.entries.list, { params: { place: 'main' }, query: { q: 'Beach' } })
      .then(({ entries }) => entries.map(({ picture }) => picture))
  await expect.poll(pictures).toEqual([{ state: 'made', hash: expect.any(String), width: 800, height: 600 }])
  await page.goto(`${house.vault.origin}/place?id=main&view=list`)
  await shown(192)
  await page.setViewportSize({ width: 390, height: 844 })
  await shown(192)
  await page.goto(`${house.vault.origin}/place?id=main&view=grid`)
  await shown(512)
})
