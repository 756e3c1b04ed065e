import { chromium } from '@playwright/test'
import type { Api } from '#lib/api/client.ts'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { ADMIN } from './people.ts'

/** What a page of a browser without a debugger is asked to do, as text: nothing else goes over to it. */

/** The room `main` is empty and shown, and the app's worker answers for the page. */
export const IS_READY = `document.body.innerText.includes('Nothing in this room yet.') && !!navigator.serviceWorker.controller`

/** Pastes files of chance into the room, as a person does. Answers their digests by name. */
export function addFilesOfChance(names: readonly string[], sizeBytes: number): string {
  return `(async () => {
  const clipboardData = new DataTransfer()
  const digests = {}
  for (const name of ${JSON.stringify(names)}) {
    const bytes = new Uint8Array(${sizeBytes})
    for (let at = 0; at < bytes.length; at += 65536) crypto.getRandomValues(bytes.subarray(at, at + 65536))
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    digests[name] = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    clipboardData.items.add(new File([bytes], name, { type: 'application/octet-stream' }))
  }
  document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  return digests
})()`
}

/** How many whole copies the device keeps. */
export const COUNT_COPIES = `(async () => {
  let count = 0
  const people = await (await navigator.storage.getDirectory()).getDirectoryHandle('people', { create: true })
  for await (const person of people.values()) {
    const folder = await person.getDirectoryHandle('sources', { create: true })
    for await (const { name } of folder.values()) if (!name.endsWith('.part')) count++
  }
  return count
})()`

export async function until<T>(
  what: string,
  read: () => Promise<T>,
  isIt: (value: T) => boolean,
  withinS = 120,
): Promise<T> {
  for (const deadline = Date.now() + withinS * 1_000; Date.now() < deadline; ) {
    const value = await read().catch(() => null)
    if (value !== null && isIt(value)) return value
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  throw new Error(`not within ${withinS} s: ${what}`)
}

/** The SHA-256 of what is listed, by name. */
export async function listHashes(admin: Api): Promise<Map<string, string | null>> {
  const { entries } = await admin.call(ROUTES.entries.list, {
    params: { place: 'main' },
    query: { path: '', limit: 1000 },
  })
  return new Map(entries.map(({ name, sha256 }) => [name, sha256]))
}

/** Leaves the admin signed in there, and the app's worker installed. */
export async function signInProfile(profile: string, origin: string): Promise<void> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium() ?? '',
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', '--disable-background-networking'],
  })
  const page = await context.newPage()
  await page.goto(`${origin}/sign-in`)
  await page.getByLabel('Name').fill(ADMIN.name)
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await context.close()
}
