import { expect, it } from 'vitest'
import { NewestFirst } from './newest-first.ts'

const staying = new AbortController().signal

/** Work that ends when it is told to, and notes that it was begun. */
function workshop() {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const queue = new NewestFirst<string>()
  const ask = (key: string, how: { isUrgent?: boolean; signal?: AbortSignal } = {}) =>
    queue.ask(
      key,
      () =>
        new Promise((resolve) => {
          begun.push(key)
          ends.set(key, () => resolve(key))
        }),
      { isUrgent: true, signal: staying, ...how },
    )
  const end = async (key: string) => {
    ends.get(key)?.()
    await new Promise(setImmediate)
  }
  return { begun, queue, ask, end }
}

it('begins with the newest, and with what somebody waits for before what nobody does', async () => {
  const { begun, ask, end } = workshop()
  for (const key of ['first', 'second', 'third']) void ask(key)
  void ask('background', { isUrgent: false })
  for (const key of ['first', 'third', 'second', 'background']) await end(key)
  expect(begun).toEqual(['first', 'third', 'second', 'background'])
})

it('makes one of wishes for the same, and gives all of them the answer', async () => {
  const { begun, ask, end } = workshop()
  const both = Promise.all([ask('one'), ask('one')])
  await end('one')
  expect(await both).toEqual(['one', 'one'])
  expect(begun).toEqual(['one'])
})

it('takes what is asked for again as the newest', async () => {
  const { begun, ask, end } = workshop()
  for (const key of ['first', 'again', 'other', 'again']) void ask(key)
  for (const key of ['first', 'again', 'other']) await end(key)
  expect(begun).toEqual(['first', 'again', 'other'])
})

it('never begins what everybody gave up, and goes on with what was begun', async () => {
  const { begun, queue, ask, end } = workshop()
  const [one, two] = [new AbortController(), new AbortController()]
  const begunOne = ask('begun', { signal: one.signal })
  const waiting = ask('waiting', { signal: two.signal })
  const stillWanted = ask('shared', { signal: two.signal })
  const shared = ask('shared')
  one.abort(new Error('gone'))
  two.abort(new Error('gone'))
  for (const given of [begunOne, waiting, stillWanted]) await expect(given).rejects.toThrow('gone')
  expect(queue.length).toBe(1)
  await end('begun')
  await end('shared')
  expect(await shared).toBe('shared')
  expect(begun).toEqual(['begun', 'shared'])
})

it('tells everybody who waits that it failed, and goes on', async () => {
  const queue = new NewestFirst<string>()
  const fail = () => Promise.reject(new Error('no'))
  const failed = queue.ask('a', fail, { isUrgent: true, signal: staying })
  const next = queue.ask('b', async () => 'b', { isUrgent: true, signal: staying })
  await expect(failed).rejects.toThrow('no')
  expect(await next).toBe('b')
})
