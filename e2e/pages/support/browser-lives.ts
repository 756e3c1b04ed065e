import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { rollDice } from '../../faults/support/seeded.ts'
import { signInByForm } from '../../support/fixtures.ts'
import type { SlowLine } from '../../support/slow-line.ts'
import type { VaultProcess } from '../../support/vault-process.ts'
import { readDevice } from './device.ts'
import { answerDialogs, enqueue, findBroken, isSettled, type MixedQueue, wrongCopies } from './mixed-queue.ts'
import type { makeProfile, OwnBrowser } from './own-browser.ts'
import { createLedger, type Ledger } from './queue-ledger.ts'

const MIB = 2 ** 20
/** Three uploads and two requests for content run at a time. */
const MOST_AGAIN_UP = 3 * 8 * MIB
const MOST_AGAIN_DOWN = 2 * 8 * MIB
/** In one life: headers up; pages, lists and what the app is made of down. */
const PAGES_UP = MIB
const PAGES_DOWN = 2 * MIB
const PATIENCE_MS = 180_000

export interface BrowserLife {
  readonly moment: string
  readonly sentUp: number
  /** Sent, and not kept by the vault when the browser ended: headers among it. */
  readonly againUp: number
  readonly sentDown: number
  /** The same of the device; pages and lists among it. */
  readonly againDown: number
  readonly seconds: number
}

export interface LivesOptions {
  vault: VaultProcess
  line: SlowLine
  profile: Awaited<ReturnType<typeof makeProfile>>
  queue: MixedQueue
  seed: number
  kills: number
  /** While the browser is filled, and while it is killed. */
  bytesPerSecond: { filling: number; up: number; down: number }
  say?: (life: BrowserLife) => void
}

interface Moment {
  readonly name: string
  /** After so many bytes of the queue have passed in both directions. */
  readonly passedBytes: number
  /** So soon after it was opened; null when bytes tell the moment. */
  readonly openMs: number | null
}

/**
 * Fills a browser with a mixed queue, kills all its processes at seeded moments, and opens it again each time until all
 * is done. @returns what was broken; empty when every promise was kept
 */
export async function liveThroughKills(options: LivesOptions): Promise<string[]> {
  const { vault, line, profile, queue, bytesPerSecond, say } = options
  const home = { ...vault, origin: line.origin }
  const room = `${line.origin}/place?id=main&view=list`
  const ledger = createLedger(queue, line)
  const broken: string[] = []

  let browser = await open(profile, queue)
  await signInByForm(browser.page, home)
  await browser.page.evaluate(appIsKept)
  line.limit({ up: bytesPerSecond.filling, down: bytesPerSecond.filling })
  await enqueue(browser.page, home, queue)
  let device = await readDevice(browser.page, true)
  let before: Ledger = { ...(await ledger.readVault()), keptDown: ledger.readDevice(device) }
  const startBytes = before.passedUp + before.passedDown
  line.limit(bytesPerSecond)
  let startedAt = performance.now()

  const left = totalOf(queue) - before.keptUp - before.keptDown
  for (const [index, moment] of planMoments(options, left).entries()) {
    const opening = index === 0 ? Promise.resolve() : browser.page.goto(room).then(undefined, () => undefined)
    if (moment.openMs === null) await opening.then(() => untilPassed(line, startBytes + moment.passedBytes))
    else await sleep(moment.openMs)
    await browser.kill()
    await opening
    const atKill = await ledger.readVault()
    const seconds = (performance.now() - startedAt) / 1000
    browser = await open(profile, queue)
    device = await readAtRest(browser.page, line)
    broken.push(...wrongCopies(device, queue))
    const after = { ...atKill, keptDown: ledger.readDevice(device) }
    const life = lifeOf(moment.name, { before, after, seconds })
    broken.push(...tooMuchAgain(life))
    say?.(life)
    before = after
    startedAt = performance.now()
  }

  await browser.page.goto(room)
  line.limit({ up: null, down: null })
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(300)) {
    device = await readDevice(browser.page, false)
    const isSaved = queue.files.every(({ kind, name }) => kind !== 'downloads' || queue.saved.has(name))
    if (isSettled(device) && isSaved) break
  }
  device = await readAtRest(browser.page, line)
  const end = { ...(await ledger.readVault()), keptDown: ledger.readDevice(device) }
  say?.(lifeOf('to the end', { before, after: end, seconds: (performance.now() - startedAt) / 1000 }))
  broken.push(...(await findBroken(device, queue)))
  await browser.close()
  return broken
}

const totalOf = ({ files }: MixedQueue) => files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0)

/** Two of three by what has passed, spread over all that is left; the others while the page is opened and takes things up. */
function planMoments({ seed, kills }: LivesOptions, leftBytes: number): Moment[] {
  const dice = rollDice(seed)
  const points = Array.from({ length: kills }, () => Math.round((0.03 + dice.next() * 0.85) * leftBytes))
  return points
    .sort((one, other) => one - other)
    .map((passedBytes, index) => {
      const openMs = index % 3 === 2 ? dice.between(50, 3_000) : null
      const name = openMs === null ? `at ${Math.round(passedBytes / MIB)} MiB` : `${openMs} ms after opening`
      return { name, passedBytes, openMs }
    })
}

async function open(profile: LivesOptions['profile'], queue: MixedQueue): Promise<OwnBrowser> {
  const browser = await profile.open()
  // The compiler of the slow form names functions by it, also those that run in the page.
  await browser.context.addInitScript('globalThis.__name = (named) => named')
  await browser.context.addInitScript(answerDialogs)
  browser.page.on('download', (download) => {
    const name = download.suggestedFilename()
    void download
      .path()
      .then(readFile)
      .then((bytes) => {
        const sha256 = createHash('sha256').update(bytes).digest('hex')
        queue.saved.set(name, [...(queue.saved.get(name) ?? []), sha256])
      })
      // The browser was killed while it wrote.
      .catch(() => undefined)
  })
  return browser
}

/** The worker of the app has put away what the app is made of: it comes before the queue, and not between. */
async function appIsKept(): Promise<void> {
  const { active } = await navigator.serviceWorker.ready
  while (active?.state !== 'activated') await new Promise((resolve) => setTimeout(resolve, 50))
}

/** From an address of the vault that runs nothing. */
async function readAtRest(page: Page, line: SlowLine) {
  await page.goto(`${line.origin}/icons/favicon.svg`)
  return readDevice(page, true)
}

async function untilPassed(line: SlowLine, bytes: number): Promise<void> {
  for (let last = -1, still = 0; ; still += 20, await sleep(20)) {
    const { up, down } = line.passed()
    if (up + down >= bytes) return
    if (up + down !== last) still = 0
    last = up + down
    if (still > PATIENCE_MS) throw new Error(`nothing moves any more, ${bytes - last} bytes before the next kill`)
  }
}

function lifeOf(
  moment: string,
  { before, after, seconds }: { before: Ledger; after: Ledger; seconds: number },
): BrowserLife {
  const sentUp = after.passedUp - before.passedUp
  const sentDown = after.passedDown - before.passedDown
  return {
    ...{ moment, sentUp, sentDown, seconds },
    againUp: sentUp - (after.keptUp - before.keptUp),
    againDown: sentDown - (after.keptDown - before.keptDown),
  }
}

function tooMuchAgain({ moment, againUp, againDown }: BrowserLife): string[] {
  const broken: string[] = []
  if (againUp > MOST_AGAIN_UP + PAGES_UP) broken.push(`killed ${moment}: ${againUp} bytes up were in vain`)
  if (againDown > MOST_AGAIN_DOWN + PAGES_DOWN) broken.push(`killed ${moment}: ${againDown} bytes down were in vain`)
  return broken
}
