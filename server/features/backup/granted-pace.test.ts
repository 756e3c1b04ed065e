import { expect, it } from 'vitest'
import { createGrantedPace } from './granted-pace.ts'

const NEVER = new AbortController().signal

it('asks for larger pieces, one at a time, and lets no byte through that was not asked for', async () => {
  let askedBytes = 0
  let asking = 0
  const pace = createGrantedPace(async (bytes) => {
    expect(++asking).toBe(1)
    await new Promise((resolve) => setImmediate(resolve))
    asking--
    askedBytes += bytes
  }, 100)
  let takenBytes = 0
  let asks = 0
  const read = async (step: number) => {
    for (let count = 0; count < 50; count++) {
      await pace(step, NEVER)
      takenBytes += step
      expect(takenBytes).toBeLessThanOrEqual(askedBytes)
      asks = askedBytes
    }
  }
  await Promise.all([read(7), read(30), read(1), read(250)])
  expect(takenBytes).toBe(50 * (7 + 30 + 1 + 250))
  expect(asks - takenBytes).toBeLessThan(250 + 100)
})

it('ends whoever waits with its signal, and fails with what it asked', async () => {
  const stop = new AbortController()
  const held = createGrantedPace(() => new Promise(() => {}))
  const waiting = held(1, stop.signal)
  stop.abort(new Error('enough'))
  await expect(waiting).rejects.toThrow('enough')
  await expect(held(1, stop.signal)).rejects.toThrow('enough')
  const broken = createGrantedPace(() => Promise.reject(new Error('gone')))
  await expect(broken(1, NEVER)).rejects.toThrow('gone')
})
