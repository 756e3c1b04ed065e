import { ROUTES } from '#lib/contracts/http/routes.ts'
import { ADMIN, apiOf, moveIn } from '../../support/people.ts'
import type { VaultProcess } from '../../support/vault-process.ts'
import { findBrokenPromises } from '../model.ts'
import type { Cut } from './cuts.ts'
import { Housemate } from './housemate.ts'
import { type Line, VaultDied, WrongAnswer } from './line.ts'
import { observe, type Scene } from './observe.ts'
import { recall } from './recall.ts'
import { rollDice } from './seeded.ts'
import { sendPieces } from './sending.ts'

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export interface LifeOptions {
  readonly vault: VaultProcess
  readonly seed: number
  readonly cuts: readonly Cut[]
  /** Ends the vault as the rig does it, and brings back what it needs to start again. */
  readonly cutOff: () => Promise<void>
  /** Before the first cut, when everybody has moved in. */
  readonly settled?: () => Promise<void>
  readonly say: (line: string) => void
}

/** @returns what was broken, with the cut before it; and how often a fault was hit */
export interface LifeStory {
  readonly broken: readonly string[]
  readonly hits: number
  readonly answers: number
  readonly files: number
}

/** More requests than a household's, on disks that are smaller. */
export const UNLIMITED = [
  ...['--rate-token', 'none', '--rate-look-up', 'none', '--rate-upload', 'none', '--rate-download', 'none'],
  ...['--free-space-floor', '1MiB'],
]
const MATES = 3

/** A household whose vault is cut off again and again; after each cut all promises made until then must hold. */
export async function live({ vault, seed, cuts, cutOff, settled, say }: LifeOptions): Promise<LifeStory> {
  const scene = await settleIn(vault)
  const mates = Array.from({ length: MATES }, (_, index) => new Housemate(`c${index}`, seed * 31 + index, scene))
  const broken: string[] = []
  let line = await openLine(vault)
  let answers = 0
  let hits = 0
  for (const mate of mates) await mate.moveIn(line)
  await vault.kill()
  await settled?.()

  for (const cut of cuts) {
    const started = await startWith(vault, cut.fault)
    const isHitAlready = !started || !(await check(cut))
    if (isHitAlready) {
      if (cut.fault === null) broken.push(`seed ${seed}, before "${cut.name}": the vault died of itself`)
      // The step came up while the vault recovered from the cut before: a recovery is cut off as well.
      await cutOff()
      await vault.start()
      await check(cut)
    }
    const isHit = (await workUntilCut(cut)) || isHitAlready
    if (isHit && cut.fault !== null) hits += 1
    say(`seed ${seed}: ${cut.name}${cut.fault !== null && !isHit ? ' (not reached)' : ''}`)
    if (broken.length > 0) break
  }
  await vault.start()
  await check(null)
  await finishAll()
  return { broken, hits, answers, files: mates.reduce((sum, { sent }) => sum + sent.length, 0) }

  /** @returns false when the vault died meanwhile */
  async function check(next: Cut | null): Promise<boolean> {
    try {
      line = await openLine(vault, () => {
        answers += 1
      })
      const seen = await observe(line, scene)
      const found = findBrokenPromises(
        mates.flatMap(({ sent }) => sent),
        seen,
      )
      broken.push(...found.map((promise) => `seed ${seed}, before "${next?.name ?? 'the end'}": ${promise}`))
      for (const mate of mates) await recall(line, mate, seen)
      return true
    } catch (error) {
      if (error instanceof VaultDied) return false
      throw error
    }
  }

  /** @returns whether the vault died of itself */
  async function workUntilCut(cut: Cut): Promise<boolean> {
    const until = answers + cut.answers
    const is = { over: false, cut: false, done: false }
    const died = vault.ended().then(() => {
      is.over = true
    })
    const blame = (what: unknown): void => {
      broken.push(`seed ${seed}, in "${cut.name}": ${what instanceof Error ? what.message : what}`)
    }
    const work = Promise.all(
      mates.map(async (mate) => {
        try {
          while (!is.over && !is.cut && answers < until) await mate.act(line, cut.mix)
        } catch (error) {
          // Between its disk and itself a vault may say that it cannot; what it acknowledges even then must hold.
          if (is.cut && error instanceof WrongAnswer && error.status >= 500) return
          if (!(error instanceof VaultDied)) return blame(error)
          // A process that dies breaks its connections a moment before it is seen to have ended.
          await Promise.race([died, sleep(2_000)])
          if (!is.over && !is.cut) blame(`${error.message}, though the vault lives`)
        }
      }),
    ).then(() => {
      is.done = true
    })
    if (cut.fault === null) {
      while (!is.over && !is.done && answers < until) await sleep(2)
      await sleep(cut.delayMs)
      if (is.over) blame('the vault died of itself')
    } else await Promise.race([died, work])
    const isHit = is.over
    is.cut = true
    await cutOff()
    await work
    return isHit
  }

  /** In the end everything that was begun can be ended, and is there once. */
  async function finishAll(): Promise<void> {
    for (const mate of mates) {
      for (const sent of mate.sent) {
        if (sent.address !== null && !sent.cancelled) await sendPieces(line, sent, 1000, rollDice(seed))
      }
    }
    await check(null)
  }
}

async function settleIn(vault: VaultProcess): Promise<Scene> {
  const admin = await moveIn(vault)
  const main = await admin.call(ROUTES.places.get, { params: { place: 'main' } })
  const attic = await admin.call(ROUTES.places.createRoom, { body: { name: 'attic', access: 'accounts' } })
  return {
    dataFolder: vault.dataFolder,
    slugs: new Map([
      [main.id, 'main'],
      [attic.id, 'attic'],
    ]),
  }
}

async function openLine(vault: VaultProcess, answered: () => void = () => {}): Promise<Line> {
  const anonymous = await apiOf(vault)
  const { accessToken } = await anonymous
    .call(ROUTES.people.createToken, { body: { grant: 'password', ...ADMIN, label: 'faults' } })
    .catch(() => Promise.reject(new VaultDied('no token')))
  return { port: vault.httpPort, headers: { authorization: `Bearer ${accessToken}` }, answered }
}

/** @returns false when the vault died of the fault while it started */
async function startWith(vault: VaultProcess, fault: string | null): Promise<boolean> {
  if (fault === null) return vault.start().then(() => true)
  try {
    await vault.start({ HEARTH_TEST_FAULT: fault, HEARTH_TEST_RIG: String(process.pid) })
    return true
  } catch (error) {
    // A process that is only too slow lives on: then there is nothing to wait for.
    const end = await Promise.race([vault.ended(), sleep(2_000)])
    if (end?.signal === 'SIGKILL') return false
    throw error
  }
}
