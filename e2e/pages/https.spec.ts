import { X509Certificate } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, expect, test } from '@playwright/test'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { createTrustingHome } from '../../scripts/lib/nss-store.mjs'
import { moveIn } from '../support/people.ts'
import { launchVault, type VaultProcess } from '../support/vault-process.ts'

let vault: VaultProcess
test.beforeAll(async () => {
  vault = await launchVault()
})
test.afterAll(() => vault.dispose())

/** A browser of its own that believes what its certificate store says, and nothing is told to ignore. */
async function openBrowser(env: Record<string, string>) {
  const profile = await mkdtemp(join(tmpdir(), 'hearth-profile-'))
  const root = process.getuid?.() === 0
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium() ?? '',
    args: [...(root ? ['--no-sandbox'] : []), '--disable-gpu', '--disable-background-networking'],
    env: { ...process.env, ...env } as Record<string, string>,
  })
  return {
    page: context.pages()[0] ?? (await context.newPage()),
    close: async () => {
      await context.close()
      await rm(profile, { recursive: true, force: true })
    },
  }
}

test('Chromium with the CA in its store opens the vault by name and by address without a warning', async () => {
  const pem = await readCa()
  const home = await createTrustingHome(pem)
  const browser = await openBrowser(home.env)
  try {
    for (const host of ['localhost', '127.0.0.1']) {
      const answer = await browser.page.goto(`https://${host}:${vault.httpsPort}/setup`)
      expect(answer?.status()).toBe(200)
      expect(await browser.page.evaluate(() => isSecureContext)).toBe(true)
    }
  } finally {
    await browser.close()
    await home.remove()
  }
})

test('Chromium without the CA refuses it', async () => {
  const home = await mkdtemp(join(tmpdir(), 'hearth-stranger-'))
  const browser = await openBrowser({ HOME: home })
  try {
    await expect(browser.page.goto(`https://localhost:${vault.httpsPort}/`)).rejects.toThrow(
      /ERR_CERT_AUTHORITY_INVALID/,
    )
  } finally {
    await browser.close()
    await rm(home, { recursive: true, force: true })
  }
})

test('the fingerprint on the console is the one of the CA in the data folder', async () => {
  const fingerprint = new X509Certificate(await readCa()).fingerprint256
  expect(vault.output().replace(/\s/g, '')).toContain(fingerprint)
})

test('a page that came over plain http says so, before a password is typed too', async () => {
  const open = await launchVault({ flags: ['--allow-http', '--host', 'vault.test'] })
  const at = `http://vault.test:${open.httpPort}`
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    // The name of another machine, for a browser trusts its own with anything.
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--host-resolver-rules=MAP vault.test 127.0.0.1'],
  })
  try {
    const page = await browser.newPage()
    await page.goto(`${at}/setup`)
    await expect(page.getByText('This connection is not encrypted.')).toBeVisible()
    await moveIn(open)
    for (const path of ['/sign-in', '/']) {
      await page.goto(at + path)
      await expect(page.getByText('This connection is not encrypted.')).toBeVisible()
    }
    await page.goto(`${open.origin}/sign-in`)
    await expect(page.getByLabel('Name')).toBeVisible()
    await expect(page.getByText('This connection is not encrypted.')).toBeHidden()
  } finally {
    await browser.close()
    await open.dispose()
  }
})

async function readCa(): Promise<string> {
  return readFile(join(vault.dataFolder, 'tls', 'ca.crt'), 'utf8')
}
