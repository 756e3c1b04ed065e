import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { findContradictions, readEverything, sweepPartials } from '../testing/check-vault.ts'
import { SCENARIOS } from '../testing/crash-scenarios.ts'
import { openTestVault } from '../testing/test-vault.ts'

const CHILD = fileURLToPath(new URL('../testing/crash-child.ts', import.meta.url))
const SEED = Number(process.env.HEARTH_SEED ?? 20_261)
/** More by hand: HEARTH_KILLS=200 npx vitest run server/features/files/intents/kill */
const KILLS = Number(process.env.HEARTH_KILLS ?? 6)

it(`holds together over ${KILLS} kills -9 between two steps (seed ${SEED})`, {
  timeout: 60_000 + KILLS * 15_000,
}, async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'hearth-kill-'))
  const random = randomFrom(SEED)
  const expected: string[] = []
  let killed = 0
  for (let round = 0; round < KILLS; round++) {
    const scenario = SCENARIOS[Math.floor(random() * SCENARIOS.length)]
    if (!scenario) throw new Error('no scenario')
    const folder = `round ${round}`
    const before = await openTestVault({}, dataFolder)
    await scenario.prepare(before, folder)
    await before.db.close()

    const point = 1 + Math.floor(random() * 7)
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', CHILD, dataFolder, scenario.name, folder, String(point)],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    )
    const [code, signal] = await once(child, 'exit')
    expect(code === 0 || signal === 'SIGKILL', `${code} ${signal}`).toBe(true)
    if (signal === 'SIGKILL') killed++

    const after = await openTestVault({}, dataFolder)
    const what = `${scenario.name}, point ${point}, round ${round}`
    expect(await after.restarted().intents.replayAll(), what).toMatchObject({ failed: 0 })
    await scenario.act(after, after.restarted(), folder)
    await sweepPartials(after.root)
    expect(await findContradictions(after), what).toEqual([])
    expected.push(...scenario.contents.map((content) => `${content} ${folder}`))
    expect(await readEverything(after.root), what).toEqual(expected.toSorted())
    await after.db.close()
  }
  expect(killed).toBeGreaterThan(KILLS / 3)
  await (await openTestVault({}, dataFolder)).remove()
})

/** mulberry32 */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
