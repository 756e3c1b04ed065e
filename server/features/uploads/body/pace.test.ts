import { expect, test } from 'vitest'
import { Pace } from './pace.ts'

function senderAt(limits = { idleMs: 1000, minBytesPerSecond: 100, windowMs: 10_000, yieldMs: 100 }) {
  let now = 0
  const pace = new Pace(limits, { monotonic: () => now })
  return { pace, wait: (ms: number) => (now += ms) }
}

test('a sender silent for the idle time is stalled', () => {
  const { pace, wait } = senderAt()
  wait(999)
  expect(pace.isStalled()).toBe(false)
  wait(1)
  expect(pace.isStalled()).toBe(true)
})

test('a byte now and then does not hold a connection for ever', () => {
  const { pace, wait } = senderAt()
  const stalledAt: number[] = []
  for (let second = 1; second <= 25; second++) {
    wait(900)
    pace.received(1)
    if (pace.isStalled()) stalledAt.push(second)
  }
  expect(stalledAt[0]).toBe(12)
})

test('a slow sender above the minimum rate goes on', () => {
  const { pace, wait } = senderAt()
  for (let second = 1; second <= 100; second++) {
    wait(900)
    pace.received(120)
    expect(pace.isStalled()).toBe(false)
  }
})

test('time in which the vault itself did not read is not held against the sender', () => {
  const { pace, wait } = senderAt()
  pace.hold()
  wait(60_000)
  expect(pace.isStalled()).toBe(false)
  pace.release()
  wait(999)
  expect(pace.isStalled()).toBe(false)
})
