import { expect, it, vi } from 'vitest'
import { createApi } from '#lib/api/client.ts'
import { type CheckContext, type CheckId, type CheckResult, failed, ok } from './check.ts'
import { type CheckGroup, SelfTest } from './self-test.ts'
import { differenceOf } from './vault-checks.ts'

const api = createApi({ baseUrl: '', fetch: () => Promise.reject(new Error('nobody asks')) })

const one = (id: CheckId, run: (context: CheckContext) => Promise<CheckResult>): CheckGroup => ({
  ids: [id],
  run: async (context) => ({ [id]: await run(context) }),
})

const open = (groups: CheckGroup[], patienceMs = 20_000) =>
  new SelfTest({ api, fetch: () => Promise.reject(new Error('nobody asks')), groups, patienceMs })

it('runs one check after the other, and tells how each stands', async () => {
  const seen: string[] = []
  const look = (id: CheckId) =>
    one(id, async () => {
      seen.push(`${id} ${test.standings().secure.state} ${test.standings().clock.state}`)
      return ok()
    })
  const test = open([look('secure'), look('clock')])
  const told = vi.fn()
  test.subscribe(told)
  await test.run()
  expect(seen).toEqual(['secure running waiting', 'clock ok running'])
  expect(test.standings()).toMatchObject({ secure: { outcome: 'fine' }, socket: { state: 'waiting' } })
  expect(told).toHaveBeenCalled()
})

it('takes a check that throws, or never ends, for a finding, and goes on', async () => {
  const test = open(
    [
      one('secure', () => Promise.reject(new TypeError('x is not a function'))),
      { ids: ['upload', 'download'], run: () => new Promise(() => {}) },
      one('clock', async () => ok()),
    ],
    20,
  )
  await test.run()
  expect(test.standings()).toMatchObject({
    secure: { state: 'failed', outcome: 'broken', text: 'x is not a function' },
    upload: { state: 'failed', outcome: 'late' },
    download: { state: 'failed', outcome: 'late' },
    clock: { state: 'ok' },
  })
})

it('runs one check again, with what belongs to it, and leaves the others as they were', async () => {
  let works = false
  const runs = { files: 0, secure: 0 }
  const test = open([
    one('secure', async () => {
      runs.secure++
      return ok()
    }),
    {
      ids: ['upload', 'range'],
      run: async () => {
        runs.files++
        return works ? { upload: ok(), range: ok() } : { upload: failed('refused'), range: failed('refused') }
      },
    },
  ])
  await test.run()
  expect(test.standings().range).toMatchObject({ state: 'failed' })
  works = true
  await test.run('range')
  expect(test.standings()).toMatchObject({ upload: { state: 'ok' }, range: { state: 'ok' } })
  expect(runs).toEqual({ files: 2, secure: 1 })
})

it('stops with the page: what comes late is told nobody, and the next visit begins anew', async () => {
  let finish = (_result: CheckResult) => {}
  let signal = new AbortController().signal
  const test = open([
    one('secure', (context) => {
      signal = context.signal
      return new Promise((resolve) => {
        finish = resolve
      })
    }),
  ])
  void test.run()
  await vi.waitFor(() => expect(test.standings().secure.state).toBe('running'))
  const first = finish
  test.stop()
  expect(signal.aborted).toBe(true)
  const again = test.run()
  first(failed('refused'))
  await vi.waitFor(() => expect(signal.aborted).toBe(false))
  finish(ok())
  await again
  expect(test.standings().secure).toMatchObject({ state: 'ok' })
})

it('tells how far two clocks are apart, and blames no clock for the time that the question took', () => {
  expect(differenceOf(1_050, 1_000, 1_100)).toBe(0)
  expect(differenceOf(900, 1_000, 1_100)).toBe(-100)
  expect(differenceOf(1_400, 1_000, 1_100)).toBe(300)
})
