import { readFile } from 'node:fs/promises'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { expect, signIn, test } from '../support/fixtures.ts'
import { describeHands } from '../support/hands.ts'
import { EDITOR } from '../support/people.ts'
import { putFile } from '../support/put-file.ts'
import { sha256Of } from '../support/sample-files.ts'
import { cellOf } from './support/room.ts'

describeHands(({ size, press, askForMenu }) => {
  test('older contents are opened, downloaded, compared, restored, taken back and deleted in the details', async ({
    page,
    house,
  }) => {
    const { vault, admin } = house
    const name = `plan ${size.name}.txt`
    await putFile(vault, name, 'the first plan', { person: EDITOR })
    await putFile(vault, name, 'another', { conflict: 'replace' })
    const content = async () => {
      const { entries } = await admin.call(ROUTES.entries.list, { params: { place: 'main' }, query: {} })
      const entry = entries.find((one) => one.name === name)
      return { id: entry?.id ?? '', sizeBytes: entry?.sizeBytes }
    }
    await signIn(page, vault)
    await page.goto(`${vault.origin}/place?id=main&view=list`)
    await askForMenu(cellOf(page, name))
    await press(page.getByRole('menuitem', { name: 'Details' }))
    const facts = page.locator('dl')
    await expect(facts).toContainText('KindText')
    await expect(facts).toContainText('Added byMila')
    await expect(facts.locator('[title="7 bytes"]')).toBeVisible()
    await expect(page.getByText(sha256Of(Buffer.from('another')))).toBeVisible()
    const versions = page.getByRole('region', { name: 'Versions' })
    await expect(versions).toContainText('1 version')
    await expect(versions.getByRole('listitem')).toContainText('Mila, today')
    await expect(versions.getByRole('listitem')).toContainText('14 bytes. 7 bytes larger than now')

    const choose = async (item: string) => {
      await press(versions.getByRole('button', { name: /^Version of/ }))
      await press(page.getByRole('menuitem', { name: item, exact: true }))
    }
    await choose('Open')
    const opened = page.getByRole('dialog', { name: new RegExp(`^${name}, today`) })
    await expect(opened.getByText('the first plan')).toBeVisible()
    await press(opened.getByRole('button', { name: 'Close' }))
    await expect(opened).toHaveCount(0)
    const downloading = page.waitForEvent('download')
    await choose('Download')
    const download = await downloading
    expect(download.suggestedFilename()).toMatch(new RegExp(`^plan ${size.name} \\(until 20\\d\\d-.*\\)\\.txt$`))
    expect(await readFile(await download.path(), 'utf8')).toBe('the first plan')

    await choose('Restore')
    await expect(page.getByText(`“${name}” is as it was`)).toBeVisible()
    expect((await content()).sizeBytes).toBe(14)
    await press(page.getByRole('button', { name: 'Undo' }))
    await expect.poll(async () => (await content()).sizeBytes).toBe(7)
    await expect(versions.getByRole('listitem')).toContainText('7 bytes larger than now')

    await choose('Delete for good')
    await press(page.getByRole('button', { name: 'Delete 1', exact: true }))
    await expect(versions).toHaveCount(0)
    const { id } = await content()
    expect((await admin.call(ROUTES.versions.list, { params: { entry: id } })).versions).toEqual([])

    // The same bytes again are told by their hash, not by their size.
    await putFile(vault, name, 'ANOTHER', { conflict: 'replace' })
    await expect(versions.getByRole('listitem')).toContainText('As large as now, other bytes')
    await putFile(vault, name, 'another', { conflict: 'replace' })
    await expect(versions.getByRole('listitem').filter({ hasText: 'Same bytes as now' })).toBeVisible()
  })
})
