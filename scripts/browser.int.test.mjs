import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findChromium, findHeadlessShell } from './find-chromium.mjs'
import { createTrustingHome } from './lib/nss-store.mjs'
import { which } from './lib/run.mjs'

describe('findChromium', () => {
  it('takes the one that was named, and says so when it is not there', () => {
    expect(findChromium({ HEARTH_CHROMIUM: process.execPath })).toBe(process.execPath)
    expect(() => findChromium({ HEARTH_CHROMIUM: '/nowhere/chromium' })).toThrow(
      /\/nowhere\/chromium, which is not there/,
    )
  })

  it.skipIf(process.platform !== 'linux')("finds Playwright's own, the newest, when the system has none", async () => {
    const cache = await mkdtemp(join(tmpdir(), 'hearth-browsers-'))
    const path = process.env.PATH
    try {
      for (const name of ['chromium-999', 'chromium-1200', 'firefox-2000']) {
        await mkdir(join(cache, name, 'chrome-linux'), { recursive: true })
        await writeFile(join(cache, name, 'chrome-linux', 'chrome'), '')
      }
      process.env.PATH = cache
      expect(findChromium({ PLAYWRIGHT_BROWSERS_PATH: cache })).toBe(join(cache, 'chromium-1200/chrome-linux/chrome'))
      expect(findChromium({ PLAYWRIGHT_BROWSERS_PATH: join(cache, 'none') })).toBeNull()
    } finally {
      process.env.PATH = path
      await rm(cache, { recursive: true, force: true })
    }
  })
})

describe('findHeadlessShell', () => {
  it('takes the one that was named, none where that is empty, and none beside a browser that was named', () => {
    expect(findHeadlessShell({ HEARTH_HEADLESS_SHELL: process.execPath })).toBe(process.execPath)
    expect(findHeadlessShell({ HEARTH_HEADLESS_SHELL: '' })).toBeNull()
    expect(findHeadlessShell({ HEARTH_CHROMIUM: process.execPath })).toBeNull()
  })
})

it.skipIf(which('certutil') === null || which('openssl') === null)(
  'makes a home that trusts one more authority',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hearth-ca-'))
    const [key, cert] = [join(folder, 'key'), join(folder, 'cert')]
    const openssl = (...args) => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'ignore'] }).toString()
    openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, '-subj', '/CN=test')
    const trusting = await createTrustingHome(openssl('x509', '-in', cert))
    expect(execFileSync('certutil', ['-L', '-d', `sql:${trusting.home}/.pki/nssdb`]).toString()).toMatch(/hearth\s+C,,/)
    expect(trusting.env.HOME).toBe(trusting.home)
    await trusting.remove()
    expect(existsSync(trusting.home)).toBe(false)
    await rm(folder, { recursive: true, force: true })
  },
)
