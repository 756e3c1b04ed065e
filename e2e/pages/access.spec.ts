import type { Page } from '@playwright/test'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { expectAccessible } from '../support/expect-accessible.ts'
import { expect, signIn, test } from '../support/fixtures.ts'
import { menuOf, putFile } from './support/room.ts'

let note: string
test.beforeAll(async ({ house }) => {
  await house.admin.call(ROUTES.places.createRoom, { body: { name: 'Shown', access: 'lan', guestRole: 'editor' } })
  await house.admin.call(ROUTES.places.createRoom, {
    body: { name: 'Locked', access: 'password', password: 'plum cake' },
  })
  for (const name of ['Day 1, Dinard', 'Sketches']) {
    await house.admin.call(ROUTES.entries.createFolder, { params: { place: 'shown' }, body: { path: '', name } })
  }
  await putFile(house.vault, { place: 'shown', path: 'Plan of the journey.pdf', bytes: '%PDF-1.4' })
  const old = await putFile(house.vault, { place: 'shown', path: 'old.txt', bytes: 'old' })
  await house.admin.call(ROUTES.entries.bulk, {
    params: { place: 'shown' },
    body: { action: 'trash', selector: { kind: 'ids', ids: [old] } },
  })
  note = await putFile(house.vault, { place: 'shown', path: 'note.txt', bytes: 'Buy bread' })
})

async function openPage(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.waitForLoadState('networkidle')
  await expect(page.locator('main').or(page.getByRole('dialog')).first()).toBeVisible()
}

test.describe('somebody signed in', () => {
  let page: Page
  test.beforeAll(async ({ browser, house }) => {
    page = await (await browser.newContext()).newPage()
    await signIn(page, house.vault)
  })
  test.afterAll(() => page.context().close())

  const PAGES = {
    'the rooms': () => '/',
    'a folder as a list': () => '/place?id=shown&view=list',
    'a folder as a grid': () => '/place?id=shown&view=grid',
    'a folder in its details': () => '/place?id=shown&view=details',
    'the trash': () => '/trash?id=shown',
    'a text over its folder': () => `/place?id=shown&entry=${note}`,
    'the settings of a room': () => '/place/settings?id=shown',
    'the own account': () => '/you',
    people: () => '/admin?tab=people',
    'the rooms of the household': () => '/admin?tab=rooms',
    'all sessions': () => '/admin?tab=sessions',
    'the vault': () => '/admin?tab=vault',
  }
  for (const [name, path] of Object.entries(PAGES)) {
    test(`has no serious finding in ${name}`, async ({ house }) => {
      await openPage(page, `${house.vault.origin}${path()}`)
      await expectAccessible(page)
    })
  }

  test('has no serious finding in a menu and a dialog', async ({ house }) => {
    await openPage(page, `${house.vault.origin}/place?id=shown&view=list`)
    await menuOf(page, 'note.txt')
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('menu')).toHaveCount(0)
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectAccessible(page)
  })
})

for (const path of ['/', '/shown', '/sign-in', '/locked', '/nowhere', '/api/docs']) {
  test(`a guest has no serious finding at ${path}`, async ({ page, house }) => {
    await openPage(page, `${house.vault.origin}${path}`)
    await expectAccessible(page)
  })
}
