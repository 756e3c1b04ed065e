import { expect, test } from 'vitest'
import { Rest } from './rest.ts'

const never = new AbortController().signal

/** Rests take time on this clock only when they really wait. */
async function restedMs(
  work: (rest: Rest, pass: (ms: number) => void) => Promise<void>,
  bytesPerSecond: number | null,
) {
  let now = 0
  const rest = new Rest(
    0.25,
    () => now,
    () => bytesPerSecond,
  )
  const startedAt = performance.now()
  await work(rest, (ms) => {
    now += ms
  })
  return performance.now() - startedAt
}

test('rests for its share of the time it worked', async () => {
  const ms = await restedMs(async (rest, pass) => {
    pass(400)
    await rest.after(never, 10)
  }, null)
  expect(ms).toBeGreaterThanOrEqual(95)
})

test('rests longer where a limit says so, and not at all when the work was slower than that', async () => {
  const fast = await restedMs(async (rest, pass) => {
    pass(10)
    await rest.after(never, 2_000_000)
  }, 10_000_000)
  expect(fast).toBeGreaterThanOrEqual(185)
  const rest = new Rest(
    0,
    () => 0,
    () => 1,
  )
  const stopped = new AbortController()
  stopped.abort()
  await expect(rest.after(stopped.signal, 10)).rejects.toThrow()
})
