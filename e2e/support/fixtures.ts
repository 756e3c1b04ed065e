import { test as base, expect, type Page } from '@playwright/test'
import type { Api } from '#lib/api/client.ts'
import { ADMIN, moveIn } from './people.ts'
import { launchVault, type VaultProcess } from './vault-process.ts'

interface WorkerFixtures {
  /** A vault with its three people, shared by the tests of one file. */
  house: { vault: VaultProcess; admin: Api }
}

export const test = base.extend<Record<never, never>, WorkerFixtures>({
  house: [
    // Playwright reads the fixture's needs from this pattern, so it must stay a pattern.
    // biome-ignore lint/correctness/noEmptyPattern: the reason stands above
    async ({}, use) => {
      const vault = await launchVault()
      const admin = await moveIn(vault)
      await use({ vault, admin })
      await vault.dispose()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

export { expect }

/** Signs in through the page, as a person does. */
export async function signIn(
  page: Page,
  vault: VaultProcess,
  person: { name: string; password: string } = ADMIN,
): Promise<void> {
  await page.goto(`${vault.origin}/sign-in`)
  await page.getByLabel('Name').fill(person.name)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

export const SIZES = [
  { name: 'phone', width: 390, height: 844 },
  { name: 'desktop', width: 1280, height: 800 },
] as const
export const THEMES = ['light', 'dark'] as const
