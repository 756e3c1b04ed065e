import { describe, expect, it } from 'vitest'
import { bestAddress, listAddresses } from './addresses.ts'
import { type BannerFacts, buildBanner } from './banner.ts'
import { portRefusal } from './port-refusal.ts'
import { drawQr } from './qr.ts'

const LAN = [
  { address: '192.168.1.5', interfaceName: 'wlan0' },
  { address: '172.17.0.1', interfaceName: 'docker0' },
]
const on = { httpsPort: 8443, httpPort: 8080, lan: LAN, bind: [], allowHttp: false, localName: null }

describe('listAddresses', () => {
  it('prints localhost over http and each LAN address over https', () => {
    expect(listAddresses(on).map(({ url }) => url)).toEqual([
      'http://localhost:8080/',
      'https://192.168.1.5:8443/',
      'https://172.17.0.1:8443/',
    ])
  })

  it('leaves standard ports out and addresses that nobody listens on', () => {
    expect(listAddresses({ ...on, httpsPort: 443, httpPort: 80, bind: ['192.168.1.5'] }).map(({ url }) => url)).toEqual(
      ['https://192.168.1.5/'],
    )
    expect(bestAddress({ ...on, bind: ['127.0.0.1'] })).toBeNull()
  })

  it('prints no LAN address that would answer nothing without TLS', () => {
    expect(listAddresses({ ...on, httpsPort: null })).toHaveLength(1)
    expect(listAddresses({ ...on, httpsPort: null, allowHttp: true })).toHaveLength(3)
  })

  it('sends phones to the best address by way of the http page', () => {
    expect(bestAddress(on)).toBe('http://192.168.1.5:8080/trust')
  })
})

describe('buildBanner', () => {
  const facts: BannerFacts = {
    name: 'Home',
    version: '1.2.3',
    addresses: listAddresses(on),
    qr: { url: 'http://192.168.1.5:8080/', drawing: '##\n##' },
    dataPath: '/home/kim/hearth-data',
    persistPath: '/home/kim/hearth-data/persist.json',
    certificate: { kind: 'authority', fingerprint: Array(32).fill('AB').join(':') },
    setup: { code: 'ABCD-EFGH', url: 'http://localhost:8080/setup' },
    warnings: ['--allow-http: readable.'],
  }

  it('has everything a person needs, within 100 columns', () => {
    const banner = buildBanner(facts)
    for (const part of [
      'Home is up',
      'https://192.168.1.5:8443/',
      '##',
      facts.dataPath,
      facts.persistPath,
      'ABCD-EFGH',
      'Warning:',
    ]) {
      expect(banner).toContain(part)
    }
    for (const line of banner.split('\n')) expect(line.length).toBeLessThanOrEqual(100)
  })

  it('says nothing of a code, a QR code or a certificate when there is none', () => {
    const banner = buildBanner({ ...facts, setup: null, qr: null, certificate: null, warnings: [] })
    expect(banner).not.toMatch(/code|Scan|SHA-256|Warning/)
  })
})

it('draws a QR code that fits a terminal of 80 columns', async () => {
  const drawing = await drawQr('http://192.168.100.200:8080/', { ansi: false })
  expect(drawing.split('\n').length).toBeLessThan(25)
  expect(drawing).toMatch(/[█▀▄]/)
})

describe('portRefusal', () => {
  const fail = (code: string) => Object.assign(new Error(code), { code })

  it('names the port, its flag and a way to see who holds it', () => {
    const message = portRefusal(fail('EADDRINUSE'), { flag: '--http-port', port: 8080, platform: 'linux' })?.message
    expect(message).toMatch(/8080.*--http-port.*ss -ltnp.*--http-port PORT/s)
  })

  it('explains ports of the administrator and foreign addresses', () => {
    expect(portRefusal(fail('EACCES'), { flag: '--port', port: 443, platform: 'linux' })?.message).toMatch(/below 1024/)
    expect(portRefusal(fail('EADDRNOTAVAIL'), { flag: '--port', port: 1, platform: 'linux' })?.message).toMatch(
      /--bind/,
    )
  })

  it('leaves other errors to the caller', () => {
    expect(portRefusal(fail('EMFILE'), { flag: '--port', port: 1, platform: 'linux' })).toBeNull()
    expect(portRefusal('x', { flag: '--port', port: 1, platform: 'linux' })).toBeNull()
  })
})
