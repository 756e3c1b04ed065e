import type { NetworkInterfaceInfo } from 'node:os'
import { describe, expect, it } from 'vitest'
import { listLanAddresses, listLocalNames } from './local-names.ts'

function info(address: string, internal = false): NetworkInterfaceInfo {
  const common = { address, netmask: '', mac: '', internal, cidr: null }
  return address.includes(':') ? { ...common, family: 'IPv6', scopeid: 0 } : { ...common, family: 'IPv4' }
}

const INTERFACES = {
  lo: [info('127.0.0.1', true), info('::1', true)],
  docker0: [info('172.17.0.1')],
  tun9: [info('100.100.1.1')],
  eth0: [info('10.0.0.4'), info('fe80::1'), info('fd00::4')],
  wlan0: [info('192.168.1.20')],
}

describe('listLanAddresses', () => {
  it('puts home networks first and bridges of containers last', () => {
    expect(listLanAddresses(INTERFACES).map(({ address }) => address)).toEqual([
      '192.168.1.20',
      '10.0.0.4',
      '100.100.1.1',
      '172.17.0.1',
    ])
  })
})

describe('listLocalNames', () => {
  it('has the names of the machine, the configured ones and every address once', () => {
    const names = listLocalNames({
      hostname: 'Box.Example.org',
      interfaces: INTERFACES,
      hosts: ['vault.example.org', '10.0.0.4'],
      localName: 'hearth.local',
    })
    expect(names).toEqual([
      'localhost',
      'hearth.local',
      'box',
      'box.local',
      'box.example.org',
      'vault.example.org',
      '10.0.0.4',
      '127.0.0.1',
      '::1',
      '172.17.0.1',
      '100.100.1.1',
      'fd00::4',
      '192.168.1.20',
    ])
  })

  it('leaves out a machine name that no certificate may carry', () => {
    expect(listLocalNames({ hostname: 'my_pc', interfaces: {}, hosts: [], localName: null })).toEqual([
      'localhost',
      '127.0.0.1',
      '::1',
    ])
  })
})
