import { expect, it } from 'vitest'
import { Pace, type PaceDeps } from './pace.ts'

const NEVER = new AbortController().signal
const MB = 1e6

/** A clock that only goes on when everybody waits: a second of it takes no time. */
function openPace(more: Partial<PaceDeps> = {}) {
  let now = 0
  const sleepers = new Set<{ until: number; wake: () => void }>()
  const sleep = (ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const sleeper = { until: now + ms, wake: resolve }
      sleepers.add(sleeper)
      signal.addEventListener('abort', () => {
        sleepers.delete(sleeper)
        reject(signal.reason)
      })
    })
  const pace = new Pace({ bytesPerSecond: () => 10 * MB, monotonic: () => now, sleep, ...more })
  /** Lets everybody who can go on do so, then lets time pass. */
  async function pass(ms: number): Promise<void> {
    const end = now + ms
    for (;;) {
      await settle()
      const next = [...sleepers].toSorted((a, b) => a.until - b.until)[0]
      if (next === undefined || next.until > end) break
      now = next.until
      sleepers.delete(next)
      next.wake()
    }
    now = end
    await settle()
  }
  return { pace, pass, now: () => now }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

/** Reads in steps for as long as it is let. */
function startReader(pace: Pace, step: number, signal = NEVER) {
  const read = { bytes: 0, ended: false }
  void (async () => {
    for (;;) {
      await pace.take(step, signal)
      read.bytes += step
    }
  })().catch(() => {
    read.ended = true
  })
  return read
}

it('holds one limit over all who read', async () => {
  const { pace, pass } = openPace()
  const readers = [startReader(pace, 1 * MB), startReader(pace, 4 * MB), startReader(pace, 0.5 * MB)]
  await pass(10_000)
  const total = readers.reduce((sum, { bytes }) => sum + bytes, 0)
  expect(total).toBeGreaterThan(95 * MB)
  expect(total).toBeLessThanOrEqual(100 * MB + 4 * MB)
  // In turns: nobody is left behind.
  for (const { bytes } of readers) expect(bytes).toBeGreaterThan(5 * MB)
})

it('counts what was not read as nothing: a rest is not saved up for a burst', async () => {
  const { pace, pass } = openPace()
  await pass(60_000)
  const reader = startReader(pace, 1 * MB)
  await pass(1_000)
  expect(reader.bytes).toBeLessThanOrEqual(11 * MB)
})

it('takes another limit at once', async () => {
  let limit: number | null = 1 * MB
  const { pace, pass } = openPace({ bytesPerSecond: () => limit })
  const reader = startReader(pace, 100 * MB)
  await pass(10)
  expect(reader.bytes).toBe(100 * MB)
  limit = 1000 * MB
  pace.changed()
  await pass(101)
  expect(reader.bytes).toBe(200 * MB)
  limit = null
  const one = openPace({ bytesPerSecond: () => limit })
  for (let count = 0; count < 1_000; count++) await one.pace.take(1e9, NEVER)
  expect(one.now()).toBe(0)
})

it('lets nobody through while it is paused, and all go on where they were', async () => {
  let paused = false
  const { pace, pass } = openPace({ isPaused: () => paused, bytesPerSecond: () => null })
  paused = true
  const reader = { bytes: 0 }
  const taken = pace.take(5, NEVER).then(() => {
    reader.bytes += 5
  })
  await pass(3_600_000)
  expect(reader.bytes).toBe(0)
  paused = false
  pace.changed()
  await taken
  expect(reader.bytes).toBe(5)
})

it('ends a caller that gives up, wherever it stands, and goes on with the others', async () => {
  const { pace, pass } = openPace({ bytesPerSecond: () => 1 * MB })
  await pace.take(1 * MB, NEVER)
  const [first, second] = [new AbortController(), new AbortController()]
  const waiting = [first, second].map(({ signal }) => pace.take(1 * MB, signal))
  const third = { let: false }
  void pace.take(1 * MB, NEVER).then(() => {
    third.let = true
  })
  second.abort(new Error('enough'))
  await expect(waiting[1]).rejects.toThrow('enough')
  first.abort(new Error('enough'))
  await expect(waiting[0]).rejects.toThrow('enough')
  await pass(1_000)
  expect(third.let).toBe(true)
})
