import { expect, test } from 'vitest'
import { UploadLocks } from './upload-locks.ts'

const nothing = () => undefined

test('a free lock is given at once, a held one when its holder lets go', async () => {
  const locks = new UploadLocks(1000)
  const release = await locks.acquire('a', nothing)
  let second = false
  const waiting = locks.acquire('a', nothing).then((next) => {
    second = true
    return next
  })
  await Promise.resolve()
  expect(second).toBe(false)
  release()
  const releaseSecond = await waiting
  expect(locks.isHeld('a')).toBe(true)
  releaseSecond()
  expect(locks.isHeld('a')).toBe(false)
})

test('whoever waits asks the holder to stop', async () => {
  const locks = new UploadLocks(1000)
  let asked = 0
  const release = await locks.acquire('a', () => {
    asked += 1
  })
  const waiting = locks.acquire('a', nothing)
  expect(asked).toBe(1)
  release()
  await waiting
  expect(asked).toBe(1)
})

test('the first to wait is the first to be served, and other uploads do not wait at all', async () => {
  const locks = new UploadLocks(1000)
  const order: string[] = []
  const release = await locks.acquire('a', nothing)
  const waiters = ['first', 'second', 'third'].map(async (name) => {
    const mine = await locks.acquire('a', nothing)
    order.push(name)
    mine()
  })
  await locks.acquire('b', nothing)
  release()
  await Promise.all(waiters)
  expect(order).toEqual(['first', 'second', 'third'])
})

test('a holder that does not let go is reported as upload_locked, and the queue goes on without that waiter', async () => {
  const locks = new UploadLocks(20)
  const release = await locks.acquire('a', nothing)
  await expect(locks.acquire('a', nothing)).rejects.toMatchObject({ code: 'upload_locked' })
  release()
  const next = await locks.acquire('a', nothing)
  next()
})

test('giving back twice does not free a lock that somebody else holds', async () => {
  const locks = new UploadLocks(1000)
  const release = await locks.acquire('a', nothing)
  release()
  await locks.acquire('a', nothing)
  release()
  expect(locks.isHeld('a')).toBe(true)
})
