import type { Api } from '#lib/api/client.ts'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { expect, SIZES, signIn, test } from '../support/fixtures.ts'
import { apiOf, EDITOR, tokenOf } from '../support/people.ts'
import { putFile } from '../support/put-file.ts'

const main = { place: 'main' }

async function trash(api: Api, path: string): Promise<string> {
  const folder = path.split('/').slice(0, -1).join('/')
  const { entries } = await api.call(ROUTES.entries.list, { params: main, query: { path: folder } })
  const id = entries.find((entry) => entry.path === path)?.id ?? ''
  const body = { action: 'trash' as const, selector: { kind: 'ids' as const, ids: [id] } }
  await api.call(ROUTES.entries.bulk, { params: main, body })
  return id
}

const trashed = async (api: Api) =>
  (await api.call(ROUTES.trash.list, { params: main, query: {} })).entries.map(({ name }) => name)

for (const size of SIZES) {
  test(`what was deleted is found, restored and deleted for good on a ${size.name}`, async ({ page, house }) => {
    const [back, gone] = [`back ${size.name}.txt`, `gone ${size.name}.txt`]
    for (const name of [back, gone]) await putFile(house.vault, `Letters/${name}`, name)
    const mila = await apiOf(house.vault, EDITOR)
    for (const name of [back, gone]) await trash(mila, `Letters/${name}`)

    await page.setViewportSize(size)
    await signIn(page, house.vault)
    await page.goto(`${house.vault.origin}/place?id=main`)
    await page
      .getByRole('button', { name: /^Menu of / })
      .first()
      .click()
    await page.getByRole('menuitem', { name: 'Trash' }).click()
    await expect(page).toHaveURL(/\/trash\?id=/)
    const row = page.getByRole('listitem').filter({ hasText: back })
    await expect(row).toContainText('Letters')
    await expect(row).toContainText('Deleted by Mila')
    await expect(row).toContainText('Gone in 30 days')

    await page.getByRole('checkbox', { name: `Select ${back}` }).press('Space')
    await page.getByRole('button', { name: 'Restore 1' }).click()
    await expect(page.getByText('1 entry is back')).toBeVisible()
    await expect(row).toHaveCount(0)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(row).toBeVisible()

    await page.getByRole('button', { name: `Menu of ${gone}` }).click()
    await page.getByRole('menuitem', { name: 'Delete for good' }).click()
    await page.getByRole('button', { name: 'Delete 1', exact: true }).click()
    await expect(page.getByText('1 entry deleted for good')).toBeVisible()
    await expect.poll(() => trashed(house.admin)).toEqual([back])

    await page.getByRole('button', { name: 'Menu of the trash' }).click()
    await page.getByRole('menuitem', { name: 'Empty the trash' }).click()
    await page.getByRole('button', { name: 'Delete 1', exact: true }).click()
    await expect(page.getByText(/^Nothing was deleted from/)).toBeVisible()
    await page.goBack()
    await expect(page).toHaveURL(/\/place\?id=/)
    await page.goto(`${house.vault.origin}/trash`)
    await expect(page.getByText('Nothing was deleted from My files.')).toBeVisible()
  })
}

test('a long trash is read as one goes on, draws what is seen, and has the same menu by the other mouse button', async ({
  page,
  house,
}) => {
  const { admin, vault } = house
  const place = { place: 'attic' }
  await admin.call(ROUTES.places.createRoom, { body: { name: 'Attic', access: 'accounts' } })
  const nameOf = (index: number) => `Box ${String(index).padStart(3, '0')}`
  for (let index = 0; index < 230; index++) {
    await admin.call(ROUTES.entries.createFolder, { params: place, body: { path: '', name: nameOf(index) } })
  }
  const all = { action: 'trash' as const, selector: { kind: 'folder' as const, path: '', except: [] } }
  await admin.call(ROUTES.entries.bulk, { params: place, body: all })
  await expect
    .poll(async () => (await admin.call(ROUTES.trash.list, { params: place, query: {} })).total.count)
    .toBe(230)

  await signIn(page, vault)
  await page.goto(`${vault.origin}/trash?id=attic`)
  const rows = page.getByRole('list', { name: 'Deleted from Attic' }).getByRole('listitem')
  await expect(rows.first()).toHaveAttribute('aria-setsize', '230')
  // The page after the first comes by itself; only what is seen is drawn.
  await page
    .getByRole('checkbox', { name: /^Select Box/ })
    .first()
    .focus()
  await page.mouse.move(700, 500)
  await expect(async () => {
    await page.mouse.wheel(0, 6_000)
    await expect(page.locator('[aria-posinset="230"]')).toBeInViewport({ timeout: 200 })
  }).toPass()
  expect(await rows.count()).toBeLessThan(60)
  await expect(page.getByRole('checkbox', { name: /^Select Box/ }).first()).toBeFocused()

  const last = page.locator('[aria-posinset="230"]')
  await last.click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Restore' }).click()
  await expect(page.getByText('1 entry is back')).toBeVisible()
  await expect(rows.first()).toHaveAttribute('aria-setsize', '229')
})

test('how much is used is told in words and bars, live, also when the trash is emptied elsewhere', async ({
  page,
  house,
}) => {
  const mila = await apiOf(house.vault, EDITOR)
  const { accounts } = await house.admin.call(ROUTES.people.accounts, {})
  const account = accounts.find(({ name }) => name === EDITOR.name)?.id ?? ''
  await house.admin.call(ROUTES.people.changeAccount, { params: { account }, body: { quotaBytes: 1_000_000 } })
  await putFile(house.vault, 'first.bin', '1'.repeat(400_000), { person: EDITOR })
  await page.setViewportSize({ width: 1280, height: 800 })
  await signIn(page, house.vault, EDITOR)
  await page.goto(`${house.vault.origin}/place?id=main&view=list`)
  const space = page.getByRole('navigation').getByRole('region', { name: 'Space' })
  const own = space.getByRole('meter', { name: 'Yours' })
  await expect(own).toHaveAttribute('aria-valuenow', '40')
  await expect(own).toHaveAttribute('aria-valuetext', '400 kB of 1 MB')
  await expect(space.getByRole('meter', { name: 'Disk' })).toBeVisible()
  await expect(space.getByRole('status')).toHaveCount(0)

  await putFile(house.vault, 'second.bin', '2'.repeat(510_000), { person: EDITOR })
  await expect(own).toHaveAttribute('aria-valuenow', '91')
  await expect(space.getByRole('status')).toContainText('You have nearly used your share, 90 kB left.')

  // From another device, into a room that is not open here.
  await house.admin.call(ROUTES.places.createRoom, { body: { name: 'Cellar', access: 'accounts' } })
  const answer = await fetch(`${house.vault.origin}/api/places/cellar/content?path=third.bin`, {
    ...{ method: 'PUT', body: '3'.repeat(30_000) },
    headers: { authorization: `Bearer ${await tokenOf(house.vault, EDITOR)}` },
  })
  expect(answer.status).toBe(201)
  await expect(own).toHaveAttribute('aria-valuenow', '94')
  await mila.call(ROUTES.entries.bulk, {
    params: { place: 'cellar' },
    body: { action: 'trash', selector: { kind: 'folder', path: '', except: [] } },
  })
  await mila.call(ROUTES.trash.purge, { params: { place: 'cellar' }, body: { entries: null, confirm: 1 } })
  await expect(own).toHaveAttribute('aria-valuenow', '91')

  await page.setViewportSize({ width: 390, height: 844 })
  await expect(page.getByText('You have nearly used your share, 90 kB left.')).toBeVisible()
  await page
    .getByRole('button', { name: /^Menu of main/i })
    .first()
    .click()
  await page.getByRole('menuitem', { name: 'Space' }).click()
  const sheet = page.getByRole('dialog', { name: 'Space' })
  await expect(sheet.getByRole('meter', { name: 'Yours, in all rooms' })).toHaveAttribute('aria-valuenow', '91')
  // Deleting alone frees nothing, and that is said; emptying the trash does.
  await trash(mila, 'second.bin')
  await expect(sheet.getByText('510 kB of it lies in the trash and in older versions.')).toBeVisible()
  await mila.call(ROUTES.trash.purge, { params: main, body: { entries: null, confirm: (await trashed(mila)).length } })
  await expect(sheet.getByRole('meter', { name: 'Yours, in all rooms' })).toHaveAttribute('aria-valuenow', '40')
  await expect(sheet.getByRole('status')).toHaveCount(0)
})

test('where only admins delete, an editor has no such button and the vault says no', async ({ page, house }) => {
  await putFile(house.vault, 'kept.txt', 'kept')
  await house.admin.call(ROUTES.system.changeSettings, { body: { onlyAdminsDelete: true } })
  const mila = await apiOf(house.vault, EDITOR)
  await expect(trash(mila, 'kept.txt')).rejects.toMatchObject({ code: 'only_admins_delete' })
  await signIn(page, house.vault, EDITOR)
  for (const { width, height } of SIZES) {
    await page.setViewportSize({ width, height })
    await page.goto(`${house.vault.origin}/place?id=main&view=list`)
    await page.getByText('kept.txt', { exact: true }).first().click({ button: 'right' })
    await expect(page.getByRole('menuitem', { name: /Rename/ })).toBeVisible()
    await expect(page.getByRole('menuitem', { name: /Move to trash/ })).toHaveCount(0)
  }
  await trash(house.admin, 'kept.txt')
  expect(await trashed(mila)).toEqual(['kept.txt'])
})
