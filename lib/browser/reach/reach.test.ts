import { describe, expect, it } from 'vitest'
import { Reach } from './reach.ts'

function setUp() {
  const vault = { isThere: true, asked: 0 }
  const timers: { call: () => void; ms: number; isOff: boolean }[] = []
  const reach = new Reach({
    probe: async () => {
      vault.asked++
      return vault.isThere
    },
    setTimer: (call, ms) => {
      const timer = { call, ms, isOff: false }
      timers.push(timer)
      return () => {
        timer.isOff = true
      }
    },
  })
  const said: string[] = []
  reach.subscribe(() => said.push(reach.isAway() ? 'away' : 'here'))
  reach.onBack(() => said.push('back'))
  return { vault, timers, reach, said }
}

describe('whether the vault can be reached', () => {
  it('is not doubted by one failure that the vault itself contradicts', async () => {
    const { reach, said } = setUp()
    await reach.doubt()
    expect(said).toEqual([])
  })

  it('is asked for ever more seldom while it is away, and tells when it is back', async () => {
    const { vault, timers, reach, said } = setUp()
    vault.isThere = false
    await reach.doubt()
    for (let index = 0; index < 4; index++) {
      timers.at(-1)?.call()
      await reach.doubt()
    }
    expect(timers.map(({ ms }) => ms)).toEqual([2_000, 4_000, 8_000, 15_000, 15_000])
    vault.isThere = true
    await reach.doubt()
    expect(said).toEqual(['away', 'here', 'back'])
    expect(timers.every(({ isOff }) => isOff)).toBe(true)
  })

  it('is known at once when any answer comes', async () => {
    const { vault, reach, said } = setUp()
    vault.isThere = false
    await reach.doubt()
    reach.answered()
    reach.answered()
    expect(said).toEqual(['away', 'here', 'back'])
  })

  it('is asked once for many doubts of the same moment', async () => {
    const { vault, reach } = setUp()
    await Promise.all([reach.doubt(), reach.doubt(), reach.doubt()])
    expect(vault.asked).toBe(1)
  })
})
