import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { type Dice, rollDice } from '../../faults/support/seeded.ts'
import { signInByForm } from '../../support/fixtures.ts'
import type { SlowLine } from '../../support/slow-line.ts'
import type { VaultProcess } from '../../support/vault-process.ts'
import { readDevice } from './device.ts'
import { answerDialogs, enqueue, findBroken, isSettled, type MixedQueue, wrongCopies } from './mixed-queue.ts'
import type { makeProfile, OwnBrowser } from './own-browser.ts'
import { createLedger, type Ledger } from './queue-ledger.ts'

const MIB = 2 ** 20
/** What one kill may cost, of all uploads together, and of all that comes together. */
const MOST_AGAIN = 8 * MIB
const PATIENCE_MS = 180_000
/** While the browser is filled. */
const FILLING = 500_000
/** The worker of the app sends as soon as its browser is there, with no page: the queue is for the lives. */
const RESTING = 20_000
/** Pages have to come too. */
const SLOWEST = 500_000

export interface BrowserLife {
  readonly moment: string
  /** Of bodies, what was received and not kept when the browser ended: it is sent again. */
  readonly againUp: number
  /** The same of what came to the device, without files that a person chose to save to. */
  readonly againDown: number
  /** Of those: they begin anew (docs/decisions/149). */
  readonly againSaves: number
  /** What was not there yet when the browser ended. */
  readonly leftUp: number
  readonly leftDown: number
  readonly seconds: number
}

export interface LivesOptions {
  vault: VaultProcess
  line: SlowLine
  profile: Awaited<ReturnType<typeof makeProfile>>
  queue: MixedQueue
  seed: number
  kills: number
  /** Of both directions together, shared so that both last equally long. */
  bytesPerSecond: number
  say?: (life: BrowserLife) => void
}

interface Moment {
  readonly name: string
  /** After so many bytes have passed in both directions. */
  readonly passedBytes: number
  /** So soon after it was opened; null when bytes tell the moment. */
  readonly openMs: number | null
}

/**
 * Fills a browser with a mixed queue, kills all its processes at seeded moments, and opens it again each time until all
 * is done. The line is as slow as it takes for the queue to last. @returns what was broken; empty when every promise was kept
 */
export async function liveThroughKills(options: LivesOptions): Promise<string[]> {
  const { vault, line, profile, queue, seed, kills, say } = options
  const home = { ...vault, origin: line.origin }
  const room = `${line.origin}/place?id=main&view=list`
  const ledger = createLedger(queue, line)
  const dice = rollDice(seed)
  const broken: string[] = []

  let browser = await open(profile, queue)
  await signInByForm(browser.page, home)
  await browser.page.evaluate(appIsKept)
  line.limit({ up: FILLING, down: FILLING })
  await enqueue(browser.page, home, queue)
  let before: Ledger = { ...NOTHING, ...leftAtFirst(queue) }

  for (let index = 0; index < kills; index++) {
    const startedAt = performance.now()
    const { up, down } = line.passed()
    const moment = planMoment(dice, index, (before.leftUp + before.leftDown) / (kills - index + 1))
    line.limit(speedsFor(before, options.bytesPerSecond))
    // The first life goes on where it was filled.
    const opening = index === 0 ? Promise.resolve() : browser.page.goto(room).then(undefined, () => undefined)
    if (moment.openMs === null) await opening.then(() => untilPassed(line, up + down + moment.passedBytes))
    else await sleep(moment.openMs)
    await browser.kill()
    await opening
    const seconds = (performance.now() - startedAt) / 1000
    await ledger.readVault()
    line.limit({ up: RESTING, down: null })
    browser = await open(profile, queue)
    const device = await readAtRest(browser.page, line)
    broken.push(...wrongCopies(device, queue))
    const after = ledger.read(device)
    const life = lifeOf(moment.name, { before, after, seconds })
    broken.push(...findExcess(life))
    say?.(life)
    before = after
  }

  const startedAt = performance.now()
  await browser.page.goto(room)
  line.limit({ up: null, down: null })
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(300)) {
    const device = await readDevice(browser.page, false)
    const isSaved = queue.files.every(({ kind, name }) => kind !== 'downloads' || queue.saved.has(name))
    if (isSettled(device) && isSaved) break
  }
  const device = await readAtRest(browser.page, line)
  await ledger.readVault()
  const after = ledger.read(device)
  say?.(lifeOf('to the end', { before, after, seconds: (performance.now() - startedAt) / 1000 }))
  broken.push(...(await findBroken(device, queue)))
  await browser.close()
  return broken
}

const NOTHING: Ledger = { vainUp: 0, vainDown: 0, vainSaves: 0, leftUp: 0, leftDown: 0 }

function leftAtFirst({ files }: MixedQueue): Pick<Ledger, 'leftUp' | 'leftDown'> {
  const left = { leftUp: 0, leftDown: 0 }
  for (const { kind, bytes } of files)
    left[kind === 'uploads' || kind === 'handles' ? 'leftUp' : 'leftDown'] += bytes.byteLength
  return left
}

/** Two of three by what has passed; the others while the page is opened and takes things up. */
function planMoment(dice: Dice, index: number, fairBytes: number): Moment {
  const passedBytes = Math.round((0.35 + dice.next() * 0.85) * fairBytes)
  const openMs = dice.between(50, 2_000)
  if (index % 3 !== 2) return { name: `after ${(passedBytes / MIB).toFixed(1)} MiB`, passedBytes, openMs: null }
  return { name: `${openMs} ms after opening`, passedBytes, openMs }
}

/** Both directions end at the same time, and never within a few seconds. */
function speedsFor({ leftUp, leftDown }: Ledger, most: number): { up: number; down: number } {
  const left = leftUp + leftDown
  const all = Math.min(most, left / 8)
  return { up: Math.max(SLOWEST, (all * leftUp) / left), down: Math.max(SLOWEST, (all * leftDown) / left) }
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
  return {
    ...{ moment, seconds, leftUp: after.leftUp, leftDown: after.leftDown },
    againUp: after.vainUp - before.vainUp,
    againDown: after.vainDown - before.vainDown,
    againSaves: after.vainSaves - before.vainSaves,
  }
}

function findExcess({ moment, againUp, againDown, leftUp, leftDown }: BrowserLife): string[] {
  const broken: string[] = []
  if (againUp > MOST_AGAIN) broken.push(`killed ${moment}: ${againUp} bytes up were in vain`)
  if (againDown > MOST_AGAIN) broken.push(`killed ${moment}: ${againDown} bytes down were in vain`)
  if (leftUp === 0 && leftDown === 0) broken.push(`killed ${moment}: nothing was under way`)
  return broken
}
