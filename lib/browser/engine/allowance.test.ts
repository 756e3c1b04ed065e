import { describe, expect, it } from 'vitest'
import { FakeDevice, fileOf } from '../pins/testing/fake-device.ts'
import { Allowance } from './allowance.ts'

const files = (...ids: string[]) => ids.map((id) => fileOf(id))

/** A device whose uploads are numbers. */
async function openDevice() {
  const device = new FakeDevice()
  const uploads = { running: 0, queued: 0 }
  const engine = await device.open()
  device.allowance.join('up', { load: () => uploads, replan: () => {}, hold: () => {} })
  return {
    device,
    engine,
    fetched: () => device.jobs.filter(({ isStopped }) => !isStopped).length,
    upload: async (change: Partial<typeof uploads>) => {
      Object.assign(uploads, change)
      device.allowance.moved('up')
      await device.settle()
    },
  }
}

describe('what a person allows, for uploads and pins together', () => {
  it('is three at a time, and what comes goes on as soon as what is sent leaves it a place', async () => {
    const { device, engine, fetched, upload } = await openDevice()
    await upload({ running: 3, queued: 5 })
    engine.do({ kind: 'pin', entries: files('a', 'b', 'c') })
    await device.settle()
    expect(fetched()).toBe(0)
    expect(device.allowance.slots('up')).toBe(2)
    await upload({ running: 2 })
    expect(fetched()).toBe(1)
    expect(device.allowance.slots('up')).toBe(2)
    await upload({ running: 0, queued: 0 })
    expect(fetched()).toBe(2)
    expect(device.allowance.slots('up')).toBe(1)
    await engine.close()
    expect(device.allowance.slots('up')).toBe(3)
  })

  it('holds back what comes until there is Wi-Fi, also after a start', async () => {
    const device = new FakeDevice()
    device.limits = { bytesPerSecond: null, isHeld: true }
    const engine = await device.open()
    engine.do({ kind: 'pin', entries: files('a') })
    engine.do({ kind: 'network', online: true })
    await device.settle()
    expect(device.jobs).toEqual([])
    expect(device.pins.get('a')?.state).toEqual({ kind: 'waiting', for: 'network' })
    expect(device.snapshot.isHeld).toBe(true)
    engine.do({ kind: 'limits', limits: { bytesPerSecond: null, isHeld: false } })
    await device.settle()
    expect(device.jobs).toHaveLength(1)
    engine.do({ kind: 'limits', limits: { bytesPerSecond: null, isHeld: true } })
    await device.settle()
    expect(device.jobs[0]?.isStopped).toBe(true)
    await engine.close()
  })

  it('still reads back what lies here whole, for that takes no network', async () => {
    const { device, engine, fetched } = await openDevice()
    engine.do({ kind: 'pin', entries: files('a') })
    await device.settle()
    await device.finish('content of a')
    engine.do({ kind: 'limits', limits: { bytesPerSecond: null, isHeld: true } })
    engine.do({ kind: 'check', ids: ['a'] })
    await device.settle()
    expect(fetched()).toBe(1)
    await engine.close()
  })

  it('is one speed, which whoever fetches is told', async () => {
    const device = new FakeDevice()
    device.limits = { bytesPerSecond: 250_000, isHeld: false }
    const engine = await device.open()
    expect(device.limit).toBe(250_000)
    engine.do({ kind: 'limits', limits: { bytesPerSecond: 500_000, isHeld: false } })
    expect(device.limit).toBe(500_000)
    engine.do({ kind: 'limits', limits: { bytesPerSecond: null, isHeld: false } })
    expect(device.limit).toBeNull()
    await engine.close()
  })

  it('takes from the same speed for both', async () => {
    const clock = { now: 0 }
    const sleep = async (ms: number) => {
      clock.now += ms
    }
    const allowance = new Allowance({ now: () => clock.now, sleep })
    const never = new AbortController().signal
    allowance.limit({ bytesPerSecond: 1_000_000, isHeld: false })
    // An upload of a second, then a chunk that comes: it waits for its turn.
    await allowance.pace.take(1_000_000, never)
    await allowance.pace.take(1_000_000, never)
    expect(clock.now).toBe(1_000)
  })

  it('is half of the speed while another page moves the other side', async () => {
    const { device } = await openDevice()
    const { allowance } = device
    allowance.limit({ bytesPerSecond: 1_000_000, isHeld: false })
    const told: (number | null)[] = []
    allowance.join('up', {
      load: () => ({ running: 0, queued: 0 }),
      replan: () => {},
      hold: () => {},
      limit: (bytesPerSecond) => told.push(bytesPerSecond),
    })
    allowance.movesElsewhere('down', true)
    allowance.movesElsewhere('down', true)
    allowance.limit({ bytesPerSecond: 400_000, isHeld: false })
    allowance.movesElsewhere('down', false)
    allowance.limit({ bytesPerSecond: null, isHeld: false })
    allowance.movesElsewhere('down', true)
    expect(told).toEqual([500_000, 200_000, 400_000, null])
  })
})
