import { describe, expect, it } from 'vitest'
import { baseForOthers, baseForVisitors, linkAddress, type Reach } from './link-address.ts'

const REACH: Reach = {
  publicUrl: null,
  lanHost: '192.168.1.5',
  httpsPort: 8443,
  httpPort: 8080,
  linksOnPlainHttp: false,
}
const at = (url: string) => new URL(url)

describe('what an address for others begins with', () => {
  it.each<[string, Partial<Reach>, string, string, string]>([
    // what is known, where the page is, for the household, for visitors
    ['the page', {}, 'https://hearth.local:8443', 'https://hearth.local:8443', 'https://hearth.local:8443'],
    [
      'the network, from this machine',
      {},
      'http://localhost:8080',
      'https://192.168.1.5:8443',
      'https://192.168.1.5:8443',
    ],
    [
      'the network, from 127.0.0.1',
      {},
      'http://127.0.0.1:8080',
      'https://192.168.1.5:8443',
      'https://192.168.1.5:8443',
    ],
    ['usual ports', { httpsPort: 443 }, 'http://localhost', 'https://192.168.1.5', 'https://192.168.1.5'],
    ['no https', { httpsPort: null }, 'http://localhost:8080', 'http://192.168.1.5:8080', 'http://192.168.1.5:8080'],
    ['nothing', { lanHost: null }, 'http://localhost:8080', 'http://localhost:8080', 'http://localhost:8080'],
    [
      'the word of the admin',
      { publicUrl: 'https://our.example', linksOnPlainHttp: true },
      'http://localhost:8080',
      'https://our.example',
      'https://our.example',
    ],
    [
      'plain http',
      { linksOnPlainHttp: true },
      'https://hearth.local:8443',
      'https://hearth.local:8443',
      'http://hearth.local:8080',
    ],
    [
      'plain http, from this machine',
      { linksOnPlainHttp: true, httpPort: 80 },
      'http://localhost',
      'https://192.168.1.5:8443',
      'http://192.168.1.5',
    ],
    [
      'plain http, where the page is already',
      { linksOnPlainHttp: true },
      'http://10.0.0.9:9000',
      'http://10.0.0.9:9000',
      'http://10.0.0.9:9000',
    ],
  ])('%s', (_name, more, page, household, visitors) => {
    expect(baseForOthers({ ...REACH, ...more }, at(page))).toBe(household)
    expect(baseForVisitors({ ...REACH, ...more }, at(page))).toBe(visitors)
  })
})

it('keeps the token where no server hears of it', () => {
  const address = new URL(linkAddress('https://our.example', 'hl_secret'))
  expect([address.pathname, address.search, address.hash]).toEqual(['/s', '', '#hl_secret'])
})
