import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findContradictions, readEverything, sweepPartials } from '../testing/check-vault.ts'
import { SCENARIOS, type Scenario } from '../testing/crash-scenarios.ts'
import { openTestVault, type TestVault } from '../testing/test-vault.ts'

let vault: TestVault
beforeAll(async () => {
  vault = await openTestVault()
})
afterAll(() => vault.remove())

let folders = 0
/** What waits for ever must be held on to, or its open files are collected with a warning. */
const stopped: unknown[] = []
const nextFolder = () => `case ${++folders}`

/** The points that an undisturbed run passes. */
async function countPoints(scenario: Scenario): Promise<number> {
  const folder = nextFolder()
  await scenario.prepare(vault, folder)
  let points = 0
  const parts = vault.restarted({ faultPoint: () => void points++ })
  await scenario.act(vault, parts, folder)
  return points
}

/** Runs until the given point and never goes on, as a process that was killed there. */
async function runUntil(scenario: Scenario, folder: string, point: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let passed = 0
    const parts = vault.restarted({
      faultPoint: (name) => {
        if (++passed < point) return
        resolve(name)
        return new Promise<void>((goOn) => stopped.push(goOn))
      },
    })
    scenario.act(vault, parts, folder).catch(reject)
  })
}

describe.each(SCENARIOS)('$name', (scenario) => {
  it('is whole again after the process died between any two steps', async () => {
    const points = await countPoints(scenario)
    expect(points).toBeGreaterThanOrEqual(4)
    for (let point = 1; point <= points; point++) {
      const folder = nextFolder()
      await scenario.prepare(vault, folder)
      const at = await runUntil(scenario, folder, point)

      const after = vault.restarted()
      expect(await after.intents.replayAll(), at).toMatchObject({ failed: 0 })
      expect(await findContradictions(vault), at).toEqual([])
      // Replaying what is done changes nothing, and asking again does it once.
      await vault.restarted().intents.replayAll()
      await scenario.act(vault, vault.restarted(), folder)
      await sweepPartials(vault.root)
      expect(await findContradictions(vault), at).toEqual([])
      const contents = (await readEverything(vault.root)).filter((content) => content.endsWith(` ${folder}`))
      expect(contents, at).toEqual(scenario.contents.map((content) => `${content} ${folder}`).sort())
    }
    expect(vault.errors).toEqual([])
  })
})
