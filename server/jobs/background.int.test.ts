import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '#server/db/testing/open-test-database.ts'
import { requireCommitted } from '#server/db/unit-of-work.ts'
import { openBackground } from './background.ts'

let opened: TestDatabase
beforeEach(async () => {
  opened = await openTestDatabase()
})
afterEach(() => opened.remove())

const NEVER = new AbortController().signal
const clock = { monotonic: () => performance.now() }

it('keeps pause and limit over a restart, and holds whoever reads', async () => {
  const paused: boolean[] = []
  const open = () => openBackground({ db: opened.db, clock, jobs: { setPaused: (next) => void paused.push(next) } })
  const first = await open()
  expect(first.current()).toEqual({ paused: false, readMegabytesPerSecond: null })
  await first.pace(1e12, NEVER)
  await first.change({ paused: true, readMegabytesPerSecond: 20 })
  const second = await open()
  expect(second.current()).toEqual({ paused: true, readMegabytesPerSecond: 20 })
  expect(paused).toEqual([false, true, true])
  let isLet = false
  const waiting = second.pace(1, NEVER).then(() => {
    isLet = true
  })
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(isLet).toBe(false)
  await second.change({ paused: false, readMegabytesPerSecond: 20 })
  await waiting
})

it('reads the limit of hashing of an older release', async () => {
  const value = JSON.stringify({ paused: false, hashMegabytesPerSecond: 50 })
  requireCommitted(
    await opened.db.commit([opened.db.build.insertInto('settings').values({ key: 'background', value })]),
  )
  const background = await openBackground({ db: opened.db, clock, jobs: { setPaused: () => {} } })
  expect(background.current()).toEqual({ paused: false, readMegabytesPerSecond: 50 })
})
