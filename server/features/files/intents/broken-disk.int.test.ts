import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import type { FilePartsDeps } from '../file-parts.ts'
import { findContradictions, readEverything, sweepPartials } from '../testing/check-vault.ts'
import { SCENARIOS, type Scenario } from '../testing/crash-scenarios.ts'
import { openTestVault, type TestVault } from '../testing/test-vault.ts'

/**
 * The disk breaks work off between any two of its steps, and the vault that runs on makes it whole without a restart.
 */

let vault: TestVault
beforeEach(async () => {
  vault = await openTestVault()
})
afterEach(() => vault.remove())

let folders = 0
const recordedIntents = async () =>
  (await vault.db.read(vault.db.build.selectFrom('fs_intents').select('id').orderBy('id'))).map(({ id }) => id)
const broken = () => Object.assign(new Error('EIO: as a disk says it'), { code: 'EIO' })

/** Acts on a disk that fails at one point, so often, and is well afterwards. @returns the parts, and what was said */
async function actOnBrokenDisk(
  scenario: Scenario,
  folder: string,
  { point, times, ...more }: { point: number; times: number } & Pick<Partial<FilePartsDeps>, 'rootOf'>,
) {
  let passed = 0
  let failed = 0
  let failing: string | null = null
  const parts = vault.restarted({
    ...more,
    faultPoint: (name) => {
      if (++passed === point) failing = name
      if (name !== failing || failed === times) return
      failed++
      throw broken()
    },
  })
  const said = await scenario.act(vault, parts, folder).then(
    () => null,
    (error: unknown) => error,
  )
  const mend = () => {
    failed = times
  }
  return { parts, said, mend, points: passed, at: failing ?? 'none' }
}

describe.each(SCENARIOS)('$name', (scenario) => {
  it.each([1, 3])('is whole again when the disk failed %d times between any two steps', async (times) => {
    for (let point = 1, isInside = true; isInside; point++) {
      const folder = `case ${++folders}`
      await scenario.prepare(vault, folder)
      const { parts, said, mend, points, at } = await actOnBrokenDisk(scenario, folder, { point, times })
      isInside = points >= point
      const what = `${at}, point ${point}`
      if (!isInside) expect(said, what).toBe(null)
      // What was taken back at once does not wait for another attempt, which would hold the whole place.
      expect(parts.intents.retries.waiting.toSorted(), what).toEqual(await recordedIntents())
      for (let round = 0; round < times; round++) await parts.intents.retries.runNow()
      expect(parts.intents.retries.waiting, what).toEqual([])
      expect(await findContradictions(vault), what).toEqual([])
      mend()
      // Whoever was told of the failure asks again.
      await scenario.act(vault, parts, folder)
      await sweepPartials(vault.root)
      expect(await findContradictions(vault), what).toEqual([])
      const contents = (await readEverything(vault.root)).filter((content) => content.endsWith(` ${folder}`))
      expect(contents, what).toEqual(scenario.contents.map((content) => `${content} ${folder}`).sort())
    }
    expect(await recordedIntents()).toEqual([])
  })

  it('is over when the disk failed between any two steps and the place was deleted then', async () => {
    let isDeleted = false
    const rootOf = async (placeId: PlaceId) => {
      if (isDeleted) throw new VaultError('not_found')
      return vault.rootOf(placeId)
    }
    let left = 0
    for (let point = 1, isInside = true; isInside; point++) {
      const folder = `case ${++folders}`
      await scenario.prepare(vault, folder)
      isDeleted = false
      const { parts, points, at } = await actOnBrokenDisk(scenario, folder, { point, times: 2, rootOf })
      isInside = points >= point
      left += parts.intents.retries.waiting.length
      isDeleted = true
      await parts.intents.retries.runNow()
      expect([parts.intents.retries.waiting, await recordedIntents()], at).toEqual([[], []])
    }
    expect(left).toBeGreaterThan(0)
    expect(vault.errors).toEqual([])
  })
})
