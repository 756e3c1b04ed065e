import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DeviceId } from '../ids/ids.ts'
import {
  isForgotten,
  type LockoutState,
  lockoutKey,
  recordFailure,
  recordSuccess,
  secondsLeft,
  slowdownMs,
} from './lockout.ts'

const HOUR = 3_600_000
const POLICY = { attempts: 5, lockMs: 300_000 }

function afterFailures(times: readonly number[]): LockoutState | null {
  return times.reduce<LockoutState | null>((state, now) => recordFailure(state, now, POLICY), null)
}

describe('lock-out', () => {
  it('locks at the fifth wrong password in a row, for five minutes', () => {
    expect(secondsLeft(afterFailures([1, 2, 3, 4]), 5)).toBe(0)
    const locked = afterFailures([1, 2, 3, 4, 5])
    expect(secondsLeft(locked, 5)).toBe(300)
    expect(secondsLeft(locked, 5 + 299_001)).toBe(1)
    expect(secondsLeft(locked, 5 + 300_000)).toBe(0)
  })

  it('forgets everything with the right password', () => {
    const state = recordSuccess(afterFailures([1, 2, 3, 4]))
    expect(secondsLeft(recordFailure(state, 5, POLICY), 6)).toBe(0)
  })

  it('is not prolonged by knocking', () => {
    const locked = afterFailures([1, 2, 3, 4, 5])
    const knocked = recordFailure(locked, 200_000, POLICY)
    expect(secondsLeft(knocked, 200_000)).toBe(secondsLeft(locked, 200_000))
  })

  it('gives five new tries afterwards', () => {
    const after = 300_010
    expect(secondsLeft(afterFailures([1, 2, 3, 4, 5, after, after, after, after]), after)).toBe(0)
    expect(secondsLeft(afterFailures([1, 2, 3, 4, 5, after, after, after, after, after]), after)).toBe(300)
  })

  it('does not add up typos of different days', () => {
    expect(secondsLeft(afterFailures([0, 1, 2, 3, 25 * HOUR]), 25 * HOUR)).toBe(0)
    const old = afterFailures([0])
    expect(old === null || isForgotten(old, 25 * HOUR)).toBe(true)
    expect(old !== null && isForgotten(old, HOUR)).toBe(false)
  })

  it('ends when the clock is set back, rather than lasting for years', () => {
    expect(secondsLeft(afterFailures([1e12, 1e12, 1e12, 1e12, 1e12]), 5e11)).toBe(0)
  })

  it('lets at most five tries through in any five minutes', () => {
    const gaps = fc.array(fc.nat(200_000), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(gaps, (waits) => {
        let state: LockoutState | null = null
        let now = 0
        const tries: number[] = []
        for (const wait of waits) {
          now += wait
          if (secondsLeft(state, now) > 0) continue
          tries.push(now)
          state = recordFailure(state, now, POLICY)
        }
        for (const [index, at] of tries.entries()) {
          const fifth = tries[index + 5]
          if (index % 5 === 0 && fifth !== undefined) expect(fifth - at).toBeGreaterThanOrEqual(300_000)
        }
      }),
    )
  })
})

describe('lockoutKey', () => {
  const key = (address: string, knownDeviceId: string | null = null, onLink = false) =>
    lockoutKey('room:1', { address, knownDeviceId: knownDeviceId as DeviceId | null, onLink })

  it.each([
    ['192.168.1.20', 'room:1 192.168.1.20'],
    ['::ffff:192.168.1.20', 'room:1 192.168.1.20'],
    ['::FFFF:c0a8:114', 'room:1 192.168.1.20'],
    ['2001:db8:1:2:aaaa::1', 'room:1 2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002:bbbb:0:0:1', 'room:1 2001:db8:1:2::/64'],
    ['2001:db8::1', 'room:1 2001:db8:0:0::/64'],
    ['::1', 'room:1 0:0:0:0::/64'],
    ['fe80::1', 'room:1 fe80:0:0:0:0:0:0:1'],
    ['fe80::1%eth0', 'room:1 fe80:0:0:0:0:0:0:1'],
    ['febf::2', 'room:1 febf:0:0:0:0:0:0:2'],
    ['fec0::2', 'room:1 fec0:0:0:0::/64'],
    ['not an address', 'room:1 not an address'],
    ['1:2:3', 'room:1 1:2:3'],
    ['::ffff:999.1.1.1', 'room:1 ::ffff:999.1.1.1'],
    ['1::2::3', 'room:1 1::2::3'],
  ])('counts %s as %s', (address, expected) => {
    expect(key(address)).toBe(expected)
  })

  it('counts hosts of the own link one by one', () => {
    expect(key('fd00::1', null, true)).not.toBe(key('fd00::2', null, true))
    expect(key('fd00::1')).toBe(key('fd00::2'))
  })

  it('counts a known device apart from its address and at each door', () => {
    expect(key('192.168.1.20', 'phone')).toBe('room:1 device:phone')
    expect(key('192.168.1.99', 'phone')).toBe('room:1 device:phone')
    expect(lockoutKey('room:2', { address: '::1', knownDeviceId: 'phone' as DeviceId })).toBe('room:2 device:phone')
  })
})

describe('slowdownMs', () => {
  it('grows with each failure and stays bearable', () => {
    expect([0, 1, 2, 3, 4, 5, 8, 1000].map(slowdownMs)).toEqual([0, 0, 0, 250, 500, 1000, 8000, 8000])
  })
})
