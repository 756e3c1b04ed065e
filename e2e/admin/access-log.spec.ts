import { ROUTES } from '#lib/contracts/http/routes.ts'
import { seriousFindings } from '../support/expect-accessible.ts'
import { expect, SIZES, signIn, test } from '../support/fixtures.ts'
import { ADMIN, EDITOR, tokenOf } from '../support/people.ts'

/** The vault writes every five seconds, and the page looks as often. */
const WRITTEN = { timeout: 30_000 }

for (const { name, width, height } of SIZES) {
  test.describe(name, () => {
    test.use({ viewport: { width, height }, colorScheme: name === 'phone' ? 'dark' : 'light' })

    test('an admin reads who took which file, narrows it down, and saves it as a table', async ({
      page,
      house: { vault, admin },
    }) => {
      const file = `recipe ${name}.txt`
      const answer = await fetch(`${vault.origin}/api/places/main/content?path=${encodeURIComponent(file)}`, {
        ...{ method: 'PUT', body: 'flour and water' },
        headers: { authorization: `Bearer ${await tokenOf(vault, ADMIN)}` },
      })
      expect(answer.ok).toBe(true)
      const { entries } = await admin.call(ROUTES.entries.list, { params: { place: 'main' }, query: { q: file } })
      await fetch(`${vault.origin}/api/files/${entries[0]?.id}/content?download=1`, {
        headers: { authorization: `Bearer ${await tokenOf(vault, EDITOR)}` },
      })
      await signIn(page, vault)
      await page.goto(`${vault.origin}/admin?tab=access`)
      const lines = page.getByRole('list', { name: 'Lines of the access log' })
      const saved = lines
        .getByRole('listitem')
        .filter({ hasText: file })
        .filter({ hasText: `${EDITOR.name} · Saved` })
      await expect(saved).toBeVisible(WRITTEN)
      await expect(saved).toContainText('127.0.0.1')
      const panel = page.getByRole('tabpanel')
      expect(await seriousFindings(page)).toEqual([])
      expect(await panel.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThan(1)

      await page.getByRole('searchbox', { name: 'File name' }).fill(file)
      await page.getByRole('button', { name: /Everything/ }).click()
      await page.getByRole('option', { name: 'Added' }).click()
      await expect(lines.getByRole('listitem')).toHaveCount(1)
      await expect(lines.getByRole('listitem')).toContainText(`${ADMIN.name} · Added`)
      const download = page.waitForEvent('download')
      await page.getByRole('link', { name: 'Save as a table (CSV)' }).click()
      expect((await download).suggestedFilename()).toMatch(/^access-log-\d{4}-\d\d-\d\d\.csv$/)
      await page.getByRole('searchbox', { name: 'File name' }).fill('no such file')
      await expect(page.getByText('Nothing fits these filters.')).toBeVisible()
      await page.getByRole('button', { name: 'Clear the filters' }).click()
      await expect(saved).toBeVisible()
    })
  })
}
