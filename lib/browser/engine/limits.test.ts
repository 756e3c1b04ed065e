import { describe, expect, it, vi } from 'vitest'
import { limitsOf } from './limits.ts'
import { isOnMobileNetwork, watchNetworkKind } from './network-kind.ts'

function deviceOn(type?: string): { navigator: Navigator; change: (to: string) => void } {
  const connection = Object.assign(new EventTarget(), type === undefined ? {} : { type })
  return {
    navigator: { connection } as unknown as Navigator,
    change(to) {
      Object.assign(connection, { type: to })
      connection.dispatchEvent(new Event('change'))
    },
  }
}

describe('limits of transfers', () => {
  it.each([
    ['cellular', true, true],
    ['wimax', true, true],
    ['wifi', true, false],
    ['ethernet', true, false],
    ['cellular', false, false],
    [undefined, true, false],
  ])('on %s, with only Wi-Fi wanted: %s', (type, onlyOnWifi, isHeld) => {
    expect(limitsOf({ onlyOnWifi }, deviceOn(type).navigator)).toEqual({ bytesPerSecond: null, isHeld })
  })

  it('are none at first', () => {
    expect(limitsOf({}, {} as Navigator)).toEqual({ bytesPerSecond: null, isHeld: false })
    expect(limitsOf({ bytesPerSecond: 5 }, {} as Navigator).bytesPerSecond).toBe(5)
  })

  it('follow the network', () => {
    const device = deviceOn('wifi')
    const changed = vi.fn()
    const stop = watchNetworkKind(device.navigator, changed)
    expect(isOnMobileNetwork(device.navigator)).toBe(false)
    device.change('cellular')
    expect(changed).toHaveBeenCalledTimes(1)
    expect(isOnMobileNetwork(device.navigator)).toBe(true)
    stop()
    device.change('wifi')
    expect(changed).toHaveBeenCalledTimes(1)
  })
})
