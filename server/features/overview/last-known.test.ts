import { expect, it } from 'vitest'
import { createLastKnown } from './last-known.ts'

it('reads once for many who ask, and again when it is old', async () => {
  let now = 0
  let reads = 0
  const ask = createLastKnown({ read: async () => ++reads, monotonic: () => now, onError: () => {}, freshMs: 10_000 })
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1])
  now = 9_999
  expect(await ask()).toBe(1)
  now = 10_000
  expect(await ask()).toBe(2)
})

it('answers what it knew while the reading hangs, and null before there was anything', async () => {
  let now = 0
  let release = (_value: string) => {}
  const read = () =>
    new Promise<string>((resolve) => {
      release = resolve
    })
  const ask = createLastKnown({ read, monotonic: () => now, onError: () => {}, freshMs: 1, patienceMs: 5 })
  expect(await ask()).toBeNull()
  const asking = ask()
  release('known')
  expect(await asking).toBe('known')
  now = 1
  expect(await ask()).toBe('known')
})

it('tells of a failure, forgets what it knew, and looks again later', async () => {
  let now = 0
  const errors: unknown[] = []
  let fails = false
  const ask = createLastKnown({
    read: async () => {
      if (fails) throw new Error('the disk is gone')
      return 'well'
    },
    ...{ monotonic: () => now, onError: (error: unknown) => void errors.push(error), freshMs: 10 },
  })
  expect(await ask()).toBe('well')
  fails = true
  now = 10
  expect(await ask()).toBeNull()
  expect(errors).toHaveLength(1)
  fails = false
  now = 20
  expect(await ask()).toBe('well')
})
