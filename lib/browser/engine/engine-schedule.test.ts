import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { EngineSchedule } from './engine-schedule.ts'

function openSchedule() {
  const told: string[] = []
  const clock = { now: 10_000 }
  const schedule = new EngineSchedule({
    now: () => clock.now,
    plan: () => told.push('plan'),
    publish: () => told.push('publish'),
    wake: (id, atMs) => told.push(`${id} ${atMs}`),
  })
  return { told, clock, schedule }
}

describe('EngineSchedule', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('plans and tells once for many changes', async () => {
    const { told, schedule } = openSchedule()
    for (let change = 0; change < 5; change++) {
      schedule.planSoon()
      schedule.publishSoon()
    }
    await vi.advanceTimersByTimeAsync(1_000)
    expect(told).toEqual(['plan', 'publish'])
    schedule.planSoon()
    await vi.advanceTimersByTimeAsync(0)
    expect(told).toEqual(['plan', 'publish', 'plan'])
  })

  it('wakes once for the last time asked for, also when the clock was set back', async () => {
    const { told, clock, schedule } = openSchedule()
    schedule.wakeAt('film', 11_000)
    schedule.wakeAt('film', 12_000)
    clock.now = 0
    await vi.advanceTimersByTimeAsync(5_000)
    expect(told).toEqual(['film 12000'])
  })

  it('does nothing more once it is closed', async () => {
    const { told, schedule } = openSchedule()
    schedule.planSoon()
    schedule.publishSoon()
    schedule.wakeAt('film', 11_000)
    schedule.close()
    await vi.advanceTimersByTimeAsync(5_000)
    schedule.publish()
    expect(told).toEqual([])
  })
})
