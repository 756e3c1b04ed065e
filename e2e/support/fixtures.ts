import { test as base, type Cookie, expect, type Page } from '@playwright/test'
import type { Api } from '#lib/api/client.ts'
import { ADMIN, moveIn } from './people.ts'
import { launchVault, type VaultProcess } from './vault-process.ts'

interface House {
  readonly vault: VaultProcess
  readonly admin: Api
}

interface Fixtures {
  /** A vault with its three people, shared by the tests of one file. */
  house: House
}

interface WorkerFixtures {
  houses: { of(file: string): Promise<House> }
}

/** A worker runs one file after the other, in one browser: no file meets the vault of the one before. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  houses: [
    // Playwright reads the fixture's needs from this pattern, so it must stay a pattern.
    // biome-ignore lint/correctness/noEmptyPattern: the reason stands above
    async ({}, use) => {
      let current: { file: string; house: House } | null = null
      const leave = async () => {
        await current?.house.vault.dispose()
        current = null
      }
      await use({
        async of(file) {
          if (current?.file === file) return current.house
          await leave()
          const vault = await launchVault()
          current = { file, house: { vault, admin: await moveIn(vault) } }
          return current.house
        },
      })
      await leave()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  house: [async ({ houses }, use, { file }) => use(await houses.of(file)), { timeout: 120_000 }],
})

export { expect }

type Person = { name: string; password: string }

/** Signs in through the page, as a person does. */
export async function signInByForm(page: Page, vault: VaultProcess, person: Person = ADMIN): Promise<void> {
  await page.goto(`${vault.origin}/sign-in`)
  await page.getByLabel('Name').fill(person.name)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

const sessions = new WeakMap<VaultProcess, Map<string, Cookie[]>>()

/** A page of somebody who has signed in before; opens none. Tests of sessions themselves use `signInByForm`. */
export async function signIn(page: Page, vault: VaultProcess, person: Person = ADMIN): Promise<void> {
  const known = sessions.get(vault) ?? new Map<string, Cookie[]>()
  sessions.set(vault, known)
  const cookies = known.get(person.name)
  if (cookies !== undefined) return page.context().addCookies(cookies)
  await signInByForm(page, vault, person)
  known.set(person.name, await page.context().cookies())
}

export const SIZES = [
  { name: 'phone', width: 390, height: 844 },
  { name: 'desktop', width: 1280, height: 800 },
] as const
export const THEMES = ['light', 'dark'] as const
