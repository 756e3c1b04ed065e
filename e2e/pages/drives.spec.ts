import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { addFiles } from '../support/add-files.ts'
import { expectAccessible } from '../support/expect-accessible.ts'
import { expect, signIn, test } from '../support/fixtures.ts'
import { VIEWER } from '../support/people.ts'

test.describe.configure({ mode: 'serial' })

let home: string
let attic: string

test.beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'hearth-drives-'))
  attic = join(home, 'Attic')
  await mkdir(join(attic, 'Films', 'Old'), { recursive: true })
  await writeFile(join(attic, 'a note.txt'), 'under the roof')
  await writeFile(join(attic, 'zebra.txt'), 'striped')
  await writeFile(join(attic, 'Films', 'Old', 'harbour.txt'), 'boats')
})
test.afterAll(() => rm(home, { recursive: true, force: true }))

const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(`^Select ${name}`) })
const dialog = (page: Page, name: string) => page.getByRole('dialog', { name })

async function fromMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Actions for Attic' }).click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}

test('an admin adds a drive, the household looks into it, and it may be unplugged', async ({ page, house }) => {
  test.setTimeout(180_000)
  const { origin } = house.vault
  await signIn(page, house.vault)

  await test.step('a folder that will not do is told at its field', async () => {
    await page.goto(`${origin}/admin?tab=drives`)
    await expect(page.getByText('There is no drive yet.')).toBeVisible()
    await page.getByRole('button', { name: 'Add a drive' }).click()
    const form = dialog(page, 'A new drive')
    for (const [path, sentence] of [
      [join(home, 'nothing'), 'There is no such folder on the computer of the vault.'],
      [house.vault.dataFolder, 'A drive, the vault and other drives never lie inside each other.'],
    ] as const) {
      await form.getByRole('textbox', { name: 'Folder' }).fill(path)
      await form.getByRole('button', { name: 'Add a drive' }).click()
      await expect(form.getByText(sentence)).toBeVisible()
    }
    await form.getByRole('textbox', { name: 'Folder' }).fill(attic)
    await form.getByRole('radio', { name: 'Everybody with an account' }).check({ force: true })
    await form.getByRole('button', { name: 'Add a drive' }).click()
    await expect(form).toBeHidden()
    await expect(page.getByText(/5 entries.*Looked through/)).toBeVisible()
    await expectAccessible(page)
  })

  await test.step('its folders are shown as they are, and filtered by name', async () => {
    await page.getByRole('navigation').getByRole('link', { name: 'Attic' }).click()
    await page.getByRole('radio', { name: 'List' }).click()
    await expect(page.getByText('This drive is read-only.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Add', exact: true })).toHaveCount(0)
    await expect(row(page, 'zebra')).toBeVisible()
    const filter = page.getByRole('searchbox', { name: 'Filter by name' })
    await filter.fill('zeb')
    await expect(row(page, 'a note')).toHaveCount(0)
    await expect(page).toHaveURL(/q=zeb/)
    await filter.fill('nowhere')
    await expect(page.getByText('Nothing here is called “nowhere”.')).toBeVisible()
    await page.getByRole('button', { name: 'Show all' }).click()
    await expect(filter).toHaveValue('')
    await expect(page.getByRole('row').nth(1)).toHaveAccessibleName(/Select Films/)
    // A link to a folder leads there, and the way to it leads up again.
    await page.goto(`${page.url()}&path=Films/Old`)
    await expect(row(page, 'harbour')).toBeVisible()
    const way = page.getByRole('navigation', { name: 'Path' })
    await way.getByRole('link', { name: 'Films' }).click()
    await expect(row(page, 'Old')).toBeVisible()
    await way.getByRole('link', { name: 'Attic' }).click()
    await expect(row(page, 'zebra')).toBeVisible()
  })

  await test.step('unplugged it is offline, and nothing of it is lost', async () => {
    await rename(attic, `${attic} elsewhere`)
    await expect(page.getByText('“Attic” is offline. Its files stay listed.')).toBeVisible()
    await expect(page.getByRole('navigation').getByText('Offline', { exact: true }).last()).toBeVisible()
    await expect(row(page, 'zebra')).toBeVisible()
    await expectAccessible(page)
    await rename(`${attic} elsewhere`, attic)
    await expect(page.getByText('“Attic” is offline. Its files stay listed.')).toBeHidden()
  })

  await test.step('marked writable, it takes files right there', async () => {
    await page.goto(`${origin}/admin?tab=drives`)
    await fromMenu(page, 'Change')
    const form = dialog(page, 'Change Attic')
    await form.getByRole('switch', { name: /May be written to/ }).check({ force: true })
    await form.getByRole('button', { name: 'Save' }).click()
    await expect(form).toBeHidden()
    await page.getByRole('navigation').getByRole('link', { name: 'Attic' }).click()
    const sent = join(home, 'sent.txt')
    await writeFile(sent, 'from a phone')
    await addFiles(page, [sent])
    await expect(row(page, 'sent')).toBeVisible()
    await expect.poll(() => readFile(join(attic, 'sent.txt'), 'utf8').catch(() => '')).toBe('from a phone')
  })
})

test('a viewer looks into it on a phone, and sees it go when it is removed', async ({ page, house }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await signIn(page, house.vault, VIEWER)
  await page.goto(house.vault.origin)
  await page.getByRole('region', { name: 'Drives' }).getByRole('link', { name: /Attic/ }).click()
  await expect(page.getByText('a note.txt', { exact: true })).toBeVisible()
  const before = await readdir(attic, { recursive: true })
  await house.admin.call(ROUTES.drives.remove, { params: { place: 'attic' }, query: { confirm: 'Attic' } })
  await expect(page.getByText('a note.txt', { exact: true })).toBeHidden()
  expect(await readdir(attic, { recursive: true })).toEqual(before)
})
