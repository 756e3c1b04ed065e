import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { openWebSocket } from '../security/support/websocket.ts'

/**
 * A browser without a debugger at its workers. Playwright attaches to every worker, and one that is watched is never
 * ended: what is tried here lives as long as it would on a phone.
 */
export interface DetachedBrowser {
  openPage(url: string): Promise<DetachedPage>
  /** The workers that run now, by their addresses; asking attaches to none. */
  listWorkers(): Promise<string[]>
  close(): Promise<void>
}

export interface DetachedPage {
  /** @param expression its value, or that of its promise, comes back as JSON */
  evaluate<T>(expression: string): Promise<T>
  close(): Promise<void>
}

interface Target {
  id: string
  type: string
  url: string
}

const STARTS_WITHIN_MS = 60_000
const ANSWERS_WITHIN_MS = 120_000

/** @param profile a folder that stays */
export async function openDetachedBrowser(profile: string): Promise<DetachedBrowser> {
  const portFile = join(profile, 'DevToolsActivePort')
  await rm(portFile, { force: true })
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const browser = spawn(
    findChromium() ?? '',
    [
      ...root,
      ...['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`, '--disable-gpu'],
      ...['--no-first-run', '--disable-background-networking', '--disable-sync', 'about:blank'],
    ],
    // A group of its own: the command is a wrapper on some systems.
    { stdio: 'ignore', detached: true },
  )
  const port = await readPort(portFile)
  const base = `http://127.0.0.1:${port}`
  const ask = async <T>(path: string, method = 'GET') => (await (await fetch(base + path, { method })).json()) as T

  return {
    async openPage(url) {
      const target = await ask<Target>(`/json/new?${encodeURIComponent(url)}`, 'PUT')
      return attach(port, target, () => fetch(`${base}/json/close/${target.id}`))
    },
    async listWorkers() {
      const targets = await ask<Target[]>('/json')
      return targets.filter(({ type }) => type === 'service_worker').map(({ url }) => url)
    },
    async close() {
      const ended = once(browser, 'exit')
      // Asked, not killed: it writes down what it keeps.
      if (browser.pid !== undefined) process.kill(-browser.pid, 'SIGTERM')
      await ended
    },
  }
}

async function readPort(file: string): Promise<number> {
  for (const deadline = Date.now() + STARTS_WITHIN_MS; Date.now() < deadline; ) {
    const [line] = (await readFile(file, 'utf8').catch(() => '')).split('\n')
    if (line) return Number(line)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the browser did not say where it can be driven')
}

/** A session with this page alone: the workers of its origin hear nothing of it. */
async function attach(port: number, { id }: Target, end: () => Promise<unknown>): Promise<DetachedPage> {
  const opened = await openWebSocket({ port, path: `/devtools/page/${id}` })
  if (opened.kind !== 'open') throw new Error(opened.answer)
  const { socket } = opened
  let count = 0
  return {
    async evaluate<T>(expression: string): Promise<T> {
      const call = ++count
      const params = { expression, awaitPromise: true, returnByValue: true }
      socket.send(JSON.stringify({ id: call, method: 'Runtime.evaluate', params }))
      const answer = await socket.next((message) => message.startsWith(`{"id":${call},`), ANSWERS_WITHIN_MS)
      const { result } = JSON.parse(answer) as { result: { result: { value: T }; exceptionDetails?: unknown } }
      if (result.exceptionDetails) throw new Error(JSON.stringify(result.exceptionDetails))
      return result.result.value
    },
    async close() {
      socket.close()
      await end()
    },
  }
}
