import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, type Cookie, chromium, type Page } from '@playwright/test'
import { findChromium } from '../../../scripts/find-chromium.mjs'

export interface OwnBrowser {
  readonly context: BrowserContext
  readonly page: Page
  /** SIGKILL of every process of it, as when a phone ends it. */
  kill(): Promise<void>
  close(): Promise<void>
}

/** A profile that outlives its browser. */
export async function makeProfile(): Promise<{ open(): Promise<OwnBrowser>; remove(): Promise<void> }> {
  const profile = await mkdtemp(join(tmpdir(), 'hearth-profile-'))
  let cookies: Cookie[] = []
  return {
    async open() {
      const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
      const context = await chromium.launchPersistentContext(profile, {
        executablePath: findChromium() ?? '',
        viewport: { width: 1280, height: 800 },
        locale: 'en-GB',
        args: [...root, '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
      })
      // A killed browser may not have written down who is signed in; what is tried is what it kept of files.
      if (cookies.length > 0) await context.addCookies(cookies)
      return {
        context,
        page: context.pages()[0] ?? (await context.newPage()),
        async kill() {
          cookies = await context.cookies()
          const ended = new Promise((resolve) => context.once('close', resolve))
          for (const pid of processesOf(profile)) endProcess(pid)
          await ended
        },
        close: () => context.close(),
      }
    },
    remove: () => rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
  }
}

/** The browser and its helpers name their profile; the command that started them is a wrapper on some systems. */
function processesOf(profile: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && commandOf(pid).includes(profile))
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended with another one.
  }
}
