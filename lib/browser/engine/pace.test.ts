import { describe, expect, it } from 'vitest'
import { Pace } from './pace.ts'

const MB = 1_000_000
const never = new AbortController().signal

/** A clock that sleeping moves; `lateMs` is how much later than asked a sleeper is woken. */
function openPace(lateMs = 0) {
  const clock = { now: 1_000 }
  const pace = new Pace({
    now: () => clock.now,
    sleep: async (ms) => {
      clock.now += ms + lateMs
    },
  })
  return { clock, pace }
}

/** Sends for a while, each request taking no time of its own. @returns bytes per second */
async function sendFor(seconds: number, { clock, pace }: ReturnType<typeof openPace>): Promise<number> {
  const began = clock.now
  let sent = 0
  while (clock.now - began < seconds * 1000) {
    const bytes = pace.requestBytes(null)
    await pace.take(bytes, never)
    sent += bytes
  }
  return sent / ((clock.now - began) / 1000)
}

describe('Pace', () => {
  it('asks nobody to wait without a limit', async () => {
    const opened = openPace()
    await opened.pace.take(64 * MB, never)
    await opened.pace.take(64 * MB, never)
    expect(opened.clock.now).toBe(1_000)
  })

  it('keeps a limit', async () => {
    const opened = openPace()
    opened.pace.limitTo(2 * MB)
    expect(await sendFor(60, opened)).toBeCloseTo(2 * MB, -5)
  })

  it('keeps it in a hidden page too, which is woken once a minute', async () => {
    const opened = openPace(60_000)
    opened.pace.limitTo(MB)
    const speed = await sendFor(3_600, opened)
    expect(speed).toBeGreaterThan(0.9 * MB)
    expect(speed).toBeLessThan(1.1 * MB)
  })

  it('saves nothing up while nothing is sent', async () => {
    const opened = openPace()
    opened.pace.limitTo(MB)
    await sendFor(5, opened)
    opened.clock.now += 3_600_000
    expect(opened.pace.requestBytes(null)).toBe(MB / 2)
  })

  it('goes on at once when the limit is lifted, and sends nothing after an abort', async () => {
    const opened = openPace()
    opened.pace.limitTo(1_000)
    await opened.pace.take(64 * MB, never)
    opened.pace.limitTo(null)
    await opened.pace.take(64 * MB, never)
    expect(opened.clock.now).toBe(1_000)
    await expect(opened.pace.take(1, AbortSignal.abort())).rejects.toThrow()
  })

  /** Sleepers that somebody else wakes, by moving the clock. */
  function openSleepers() {
    const clock = { now: 0 }
    const sleepers = new Set<{ untilMs: number; wake: () => void }>()
    const pace = new Pace({
      now: () => clock.now,
      sleep: (ms, signal) =>
        new Promise((wake) => {
          const sleeper = { untilMs: clock.now + ms, wake }
          sleepers.add(sleeper)
          signal.addEventListener('abort', () => sleepers.delete(sleeper))
        }),
    })
    const went: string[] = []
    const settle = () => new Promise((resolve) => setTimeout(resolve))
    return {
      pace,
      went,
      async take(name: string, bytes: number, signal = never) {
        void pace.take(bytes, signal).then(
          () => went.push(name),
          () => undefined,
        )
        await settle()
      },
      async moveTo(ms: number) {
        clock.now = ms
        for (const { untilMs, wake } of sleepers) if (untilMs <= ms) wake()
        await settle()
      },
    }
  }

  it('gives the turn of one that is cancelled to the next in the line', async () => {
    const { pace, went, take, moveTo } = openSleepers()
    const cancelled = new AbortController()
    pace.limitTo(MB)
    await take('first', MB)
    await take('cancelled', 8 * MB, cancelled.signal)
    await take('next', MB)
    cancelled.abort()
    await moveTo(999)
    expect(went).toEqual(['first'])
    await moveTo(1_000)
    expect(went).toEqual(['first', 'next'])
  })

  it('takes back what was to go and did not', async () => {
    const { pace, went, take, moveTo } = openSleepers()
    pace.limitTo(MB)
    await take('first', 8 * MB)
    await take('next', MB)
    pace.giveBack(7 * MB)
    await moveTo(1_000)
    expect(went).toEqual(['first', 'next'])
  })

  it('wakes those who wait when the limit is another one', async () => {
    const { pace, went, take, moveTo } = openSleepers()
    pace.limitTo(1_000)
    await take('first', MB)
    await take('second', MB)
    await take('third', MB)
    pace.limitTo(MB)
    await moveTo(0)
    expect(went).toEqual(['first', 'second'])
    pace.limitTo(null)
    await moveTo(0)
    expect(went).toEqual(['first', 'second', 'third'])
  })
})
