import { X509Certificate } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, expect, type Page, test } from '@playwright/test'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { createTrustingHome } from '../../scripts/lib/nss-store.mjs'
import { expectAccessible } from '../support/expect-accessible.ts'
import { launchVault, type VaultProcess } from '../support/vault-process.ts'

/** The way from plain http to https: steps for the device, then a check that only a trusted certificate passes. */

// Each starts a browser of its own and lets axe look four times.
test.setTimeout(120_000)

const NAME = 'vault.home.arpa'
let vault: VaultProcess
let pem: string

test.beforeAll(async () => {
  vault = await launchVault({ flags: ['--allow-http', '--host', NAME] })
  pem = await readFile(join(vault.dataFolder, 'tls', 'ca.crt'), 'utf8')
})
test.afterAll(() => vault.dispose())

/** A browser of its own; told the name, as a phone is by the network, or not. */
async function withBrowser(
  options: { home: { env: Record<string, string> } | null; knowsName: boolean; ignoreHTTPSErrors?: boolean },
  work: (page: Page, context: BrowserContext) => Promise<void>,
): Promise<void> {
  const profile = await mkdtemp(join(tmpdir(), 'hearth-profile-'))
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const rules = options.knowsName ? [`--host-resolver-rules=MAP ${NAME} 127.0.0.1`] : []
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium() ?? '',
    args: [...root, ...rules, '--disable-gpu', '--disable-background-networking'],
    env: { ...process.env, HOME: profile, ...options.home?.env } as Record<string, string>,
    ignoreHTTPSErrors: options.ignoreHTTPSErrors ?? false,
  })
  try {
    await work(context.pages()[0] ?? (await context.newPage()), context)
  } finally {
    await context.close()
    await rm(profile, { recursive: true, force: true })
  }
}

test('a device without the certificate gets its own steps, the fingerprint, and a way on without', async () => {
  await withBrowser({ home: null, knowsName: true }, async (page) => {
    // Under the name: a browser trusts its own machine's address with anything.
    await page.goto(`http://${NAME}:${vault.httpPort}/trust`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Make this computer trust your vault')
    const fingerprint = new X509Certificate(pem).fingerprint256
    await expect(page.getByText(fingerprint)).toBeVisible()
    expect(vault.output()).toContain(fingerprint)

    await page.getByRole('button', { name: 'Done, check it' }).click()
    await expect(page.getByText(`It finds the vault as ${NAME}`)).toBeVisible()
    await expectAccessible(page)
    for (const [link, step] of [
      ['iPhone, iPad', 'Switch it on'],
      ['Android', 'Find “CA certificate” in the settings'],
      ['Windows', 'Choose the store'],
      ['Mac', 'Add it to the keychain'],
      ['Firefox', 'Trust it for websites'],
    ] as const) {
      await page.getByRole('link', { name: link, exact: true }).click()
      await expect(page.getByRole('heading', { name: step })).toBeVisible()
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), link).toBe(true)
    }
    await page.getByRole('link', { name: 'Continue without installing' }).click()
    await expect(page.getByText('This connection is not encrypted.')).toBeVisible()
    await page.getByRole('link', { name: 'Make it secure' }).click()
    await expect(page.getByRole('heading', { name: 'Another device' })).toBeVisible()
  })
})

test('the profile for iOS is well-formed and holds the very certificate', async ({ page }) => {
  const answer = await page.request.get(`${vault.origin}/hearth.mobileconfig`)
  expect(answer.headers()['content-type']).toBe('application/x-apple-aspen-config')
  const read = await page.evaluate(
    (text) => {
      const xml = new DOMParser().parseFromString(text, 'application/xml')
      const values = (name: string) =>
        [...xml.querySelectorAll('key')]
          .filter((key) => key.textContent === name)
          .map((key) => key.nextElementSibling?.textContent ?? '')
      const broken = xml.querySelector('parsererror') !== null
      return {
        broken,
        types: values('PayloadType'),
        ids: values('PayloadUUID'),
        data: xml.querySelector('data')?.textContent,
      }
    },
    await answer.text(),
  )
  expect(read.broken).toBe(false)
  expect(read.types.sort()).toEqual(['Configuration', 'com.apple.security.root'])
  expect(new Set(read.ids).size).toBe(2)
  expect(Buffer.from(read.data ?? '', 'base64')).toEqual(new X509Certificate(pem).raw)
})

test('with the certificate it goes on under the name, where a real worker says that it is secure', async () => {
  const home = await createTrustingHome(pem)
  try {
    await withBrowser({ home, knowsName: true }, async (page) => {
      await page.goto(`http://127.0.0.1:${vault.httpPort}/trust`)
      await expect(page.getByText('which stays the same when the router')).toBeVisible()
      await page.getByRole('link', { name: /^Open / }).click()
      await expect(page).toHaveURL(`https://${NAME}:${vault.httpsPort}/trust?http=${vault.httpPort}`)
      await expect(page.getByText('This device trusts the vault.')).toBeVisible()
      await expect(page.getByText(`You are at ${NAME}.`)).toBeVisible()
      await expectAccessible(page)
    })
    await withBrowser({ home, knowsName: false }, async (page) => {
      await page.goto(`http://127.0.0.1:${vault.httpPort}/trust`)
      await expect(page.getByText('This device does not find the vault by name')).toBeVisible()
      await page.getByRole('link', { name: /^Open / }).click()
      await expect(page.getByText('You are at 127.0.0.1. If the router gives')).toBeVisible()
    })
  } finally {
    await home.remove()
  }
})

test('a warning that was clicked away is told apart from trust, and leads to the steps', async () => {
  await withBrowser({ home: null, knowsName: false, ignoreHTTPSErrors: true }, async (page) => {
    await page.goto(`https://127.0.0.1:${vault.httpsPort}/trust?http=${vault.httpPort}`)
    expect(await page.evaluate(() => isSecureContext)).toBe(true)
    await expect(page.getByText('Encrypted, but not trusted')).toBeVisible()
    await page.getByRole('link', { name: 'Show the steps' }).click()
    await expect(page.getByRole('heading', { name: 'Make this computer trust your vault' })).toBeVisible()
  })
})
