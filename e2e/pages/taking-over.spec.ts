import { expect, signIn, test } from '../support/fixtures.ts'
import { createSamples, type Samples } from '../support/sample-files.ts'
import { closeLeader, countUploads } from './support/leader-closes.ts'

/** Who sends when the one who sent is gone. */

const SIZE = 24_000_000
/** Nothing acknowledged is sent again; what was on its way may be. */
const BOUND = 8 * 1024 * 1024
/** The vault counts what every request brings: its head too, and those of the two pages. */
const OTHER_BYTES = 1_000_000

let samples: Samples
test.beforeAll(async () => {
  samples = await createSamples()
})
test.afterAll(() => samples.remove())

test('one tab sends at a time, and the other goes on where a closed one stopped', async ({ page, context, house }) => {
  const name = 'handed-over.bin'
  const file = { ...(await samples.write(name, SIZE)), name }
  await signIn(page, house.vault)
  // It would be the first in the line.
  await page.goto('about:blank')
  const before = await countUploads(house.vault)
  const takeOver = await closeLeader(context, house.vault, file)
  const after = await countUploads(house.vault)
  expect(takeOver.sentByOtherBefore).toBe(0)
  expect(takeOver.resumedAtByte).toBeGreaterThan(0)
  expect(after.creations - before.creations).toBe(1)
  expect(after.receivedBytes - before.receivedBytes).toBeLessThanOrEqual(SIZE + BOUND + OTHER_BYTES)
  // The bar is 2 s on a machine that does nothing else: `npm run slow:take-over` holds it.
  test.info().annotations.push({ type: 'taken over', description: `after ${Math.round(takeOver.tookMs)} ms` })
  expect(takeOver.tookMs).toBeLessThan(15_000)
})
