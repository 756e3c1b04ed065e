import { ROUTES } from '#lib/contracts/http/routes.ts'
import { expect, signIn, test } from '../support/fixtures.ts'
import { EDITOR } from '../support/people.ts'
import { putFile } from '../support/put-file.ts'

test('older contents are compared, restored, taken back and deleted in the details', async ({ page, house }) => {
  const { vault, admin } = house
  await putFile(vault, 'plan.txt', 'the first plan')
  await putFile(vault, 'plan.txt', 'another', { person: EDITOR, conflict: 'replace' })
  const content = async () => {
    const { entries } = await admin.call(ROUTES.entries.list, { params: { place: 'main' }, query: {} })
    const id = entries.find(({ name }) => name === 'plan.txt')?.id ?? ''
    return { id, sizeBytes: entries.find((entry) => entry.id === id)?.sizeBytes }
  }
  await signIn(page, vault)
  await page.goto(`${vault.origin}/place?id=main&view=list`)
  await page.getByText('plan.txt', { exact: true }).first().click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Details' }).click()
  const versions = page.getByRole('region', { name: 'Versions' })
  await expect(versions).toContainText('1 version')
  await expect(versions.getByRole('listitem')).toContainText('7 bytes larger than now')

  const menu = versions.getByRole('button', { name: /^Version of/ })
  await menu.click()
  await page.getByRole('menuitem', { name: 'Restore' }).click()
  await expect(page.getByText('“plan.txt” is as it was')).toBeVisible()
  expect((await content()).sizeBytes).toBe(14)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(async () => (await content()).sizeBytes).toBe(7)
  await expect(versions.getByRole('listitem')).toContainText('7 bytes larger than now')

  await menu.click()
  await page.getByRole('menuitem', { name: 'Delete for good' }).click()
  await page.getByRole('button', { name: 'Delete 1', exact: true }).click()
  await expect(versions).toHaveCount(0)
  const { id } = await content()
  expect((await admin.call(ROUTES.versions.list, { params: { entry: id } })).versions).toEqual([])
})
