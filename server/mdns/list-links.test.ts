import type { NetworkInterfaceInfo } from 'node:os'
import { describe, expect, it } from 'vitest'
import { isOnLink, listLinks } from './list-links.ts'

function info(address: string, netmask = '255.255.255.0'): NetworkInterfaceInfo {
  const common = { address, netmask, mac: '', internal: address === '127.0.0.1', cidr: null }
  return address.includes(':') ? { ...common, family: 'IPv6', scopeid: 0 } : { ...common, family: 'IPv4' }
}

const HOUSE = {
  lo: [info('127.0.0.1')],
  docker0: [info('172.17.0.1')],
  tun0: [info('10.8.0.2', '255.255.255.255')],
  eth0: [info('fe80::1'), info('fd00::4'), info('2001:db8::4'), info('192.168.1.4')],
  wan: [info('203.0.113.4')],
}
const list = (options: Partial<Parameters<typeof listLinks>[0]> = {}) =>
  listLinks({ interfaces: HOUSE, bind: [], allowPublic: false, ...options })

describe('listLinks', () => {
  it('names each home network with the addresses that answer there', () => {
    expect(list()).toEqual([
      {
        ...{ id: 'eth0 192.168.1.4', address: '192.168.1.4', netmask: '255.255.255.0' },
        addresses: ['192.168.1.4', 'fd00::4'],
      },
    ])
  })

  it('names public addresses where the public is answered, and only what the vault listens on', () => {
    expect(list({ allowPublic: true }).flatMap(({ addresses }) => addresses)).toEqual([
      '192.168.1.4',
      'fd00::4',
      '2001:db8::4',
      '203.0.113.4',
    ])
    expect(list({ bind: ['0.0.0.0'] })[0]?.addresses).toEqual(['192.168.1.4'])
    expect(list({ bind: ['127.0.0.1'] })).toEqual([])
  })

  it('takes a bridge where there is nothing else', () => {
    expect(list({ interfaces: { docker0: HOUSE.docker0 } })).toHaveLength(1)
  })

  it('hears only who is on the link', () => {
    const [link] = list()
    if (link === undefined) throw new Error('no link')
    expect(isOnLink(link, '192.168.1.77')).toBe(true)
    expect(isOnLink(link, '192.168.2.77')).toBe(false)
    expect(isOnLink(link, 'fe80::1')).toBe(false)
  })
})
