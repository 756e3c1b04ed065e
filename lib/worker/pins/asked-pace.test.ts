import { expect, it } from 'vitest'
import type { FromPinWorker } from '#lib/browser/pins/pin-worker-messages.ts'
import { AskedPace } from './asked-pace.ts'

function open() {
  const said: FromPinWorker[] = []
  const pace = new AskedPace((message) => said.push(message))
  const went: string[] = []
  const stop = new AbortController()
  const take = (name: string) => void pace.take(1_000, stop.signal).then(() => went.push(name))
  const settle = () => new Promise((resolve) => setTimeout(resolve))
  return { said, pace, went, stop, take, settle }
}

it('asks nobody without a limit', async () => {
  const { said, went, take, settle } = open()
  take('a')
  await settle()
  expect([said, went]).toEqual([[], ['a']])
})

it('waits under a limit until the page says so, and each for its own answer', async () => {
  const { said, pace, went, take, settle } = open()
  pace.limit(250_000)
  take('a')
  take('b')
  await settle()
  expect(said).toEqual([1, 2].map((ask) => ({ kind: 'ask', ask, bytes: 1_000 })))
  expect(went).toEqual([])
  pace.go(2)
  await settle()
  expect(went).toEqual(['b'])
})

it('goes on when the limit is lifted, and when it was stopped', async () => {
  const { said, pace, went, stop, take, settle } = open()
  pace.limit(250_000)
  take('a')
  pace.limit(null)
  await settle()
  expect(went).toEqual(['a'])
  pace.limit(250_000)
  take('b')
  stop.abort()
  await settle()
  expect(went).toEqual(['a', 'b'])
  // The page would keep its turn for it otherwise.
  expect(said.at(-1)).toEqual({ kind: 'unask', ask: 2 })
  pace.giveBack(700)
  expect(said.at(-1)).toEqual({ kind: 'giveBack', bytes: 700 })
})
