import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { expect, SIZES, signIn, THEMES, test } from '../support/fixtures.ts'

const PAGES = ['/', '/place?id=main', '/place?id=main&view=grid', '/you', '/admin'] as const

test.beforeAll(async ({ house }) => {
  for (const name of ['Day 1, Dinard', 'Sketches']) {
    await house.admin.call(ROUTES.entries.createFolder, { params: { place: 'main' }, body: { path: '', name } })
  }
  await house.admin.call(ROUTES.places.createRoom, {
    body: { name: 'Locked', access: 'password', password: 'plum cake' },
  })
})

async function expectNoFinding(page: Page): Promise<void> {
  await expect(page.locator('main')).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([])
}

for (const { name, width, height } of SIZES) {
  for (const theme of THEMES) {
    test.describe(`${name}, ${theme}`, () => {
      test.use({ viewport: { width, height }, colorScheme: theme })

      test('no page of somebody signed in has a serious finding', async ({ page, house }) => {
        await signIn(page, house.vault)
        for (const path of PAGES) {
          await page.goto(`${house.vault.origin}${path}`)
          await page.waitForLoadState('networkidle')
          await expectNoFinding(page)
        }
      })

      test('no page of a guest has a serious finding', async ({ page, house }) => {
        for (const path of ['/', '/sign-in', '/locked', '/nowhere', '/api/docs']) {
          await page.goto(`${house.vault.origin}${path}`)
          await page.waitForLoadState('networkidle')
          await expectNoFinding(page)
        }
      })
    })
  }
}
