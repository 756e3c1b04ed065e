import { expect, it } from 'vitest'
import { Slots } from './slots.ts'

it('runs so many at once and lets the newest wait least', () => {
  const started: string[] = []
  const slots = new Slots(2)
  const [giveA, , giveC] = ['a', 'b', 'c', 'd'].map((name) => slots.take(() => started.push(name)))
  expect(started).toEqual(['a', 'b'])
  giveA?.()
  expect(started).toEqual(['a', 'b', 'd'])
  giveA?.()
  giveC?.()
  expect(started).toEqual(['a', 'b', 'd'])
})

it('gives up a place that is still waited for', () => {
  const started: string[] = []
  const slots = new Slots(1)
  const giveA = slots.take(() => started.push('a'))
  const giveB = slots.take(() => started.push('b'))
  giveB()
  giveA()
  expect(started).toEqual(['a'])
})
