import { describe, expect, it } from 'vitest'
import { type Load, loadOf, type Side, slotsOf } from './share-slots.ts'

describe('how many transfers of a side may run', () => {
  it.each<[Side, Load, number]>([
    ['up', { running: 0, queued: 0 }, 3],
    ['down', { running: 0, queued: 0 }, 2],
    ['up', { running: 0, queued: 9 }, 2],
    ['down', { running: 0, queued: 9 }, 1],
    ['up', { running: 1, queued: 0 }, 2],
    ['up', { running: 2, queued: 4 }, 1],
    ['down', { running: 2, queued: 9 }, 1],
    ['down', { running: 3, queued: 9 }, 0],
    ['up', { running: 9, queued: 0 }, 0],
  ])('of %s, when the other has %j: %i', (side, other, slots) => {
    expect(slotsOf(side, other)).toBe(slots)
  })

  it('is never more than three together, and never none of a side for ever', () => {
    const waiting = { up: 50, down: 50 }
    const running = { up: 0, down: 0 }
    const began = { up: 0, down: 0 }
    const load = (side: Side): Load => ({ running: running[side], queued: waiting[side] })
    // One of them ends at a time, always of the side that began last: the other has to come by itself.
    for (let turn = 0; turn < 60; turn++) {
      for (const [side, other] of [['up', 'down'] as const, ['down', 'up'] as const]) {
        while (running[side] < slotsOf(side, load(other)) && waiting[side] > 0) {
          waiting[side]--
          running[side]++
          began[side]++
        }
      }
      expect(running.up + running.down).toBeLessThanOrEqual(3)
      const ending = running.up > 0 && turn % 2 === 0 ? 'up' : running.down > 0 ? 'down' : 'up'
      if (running[ending] > 0) running[ending]--
    }
    expect(began.up).toBeGreaterThan(10)
    expect(began.down).toBeGreaterThan(10)
  })

  it('counts what runs and what waits for its turn alone', () => {
    const states = ['running', 'queued', 'queued', 'paused', 'verifying', 'done', 'waiting']
    expect(loadOf(states.map((kind) => ({ state: { kind } })))).toEqual({ running: 1, queued: 2 })
  })
})
