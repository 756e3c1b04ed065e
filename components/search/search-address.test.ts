import { describe, expect, it } from 'vitest'
import { formatSearchAddress, isFiltered, parseSearchAddress, startOfDay, toQuery } from './search-address.ts'

const parse = (query: string) => parseSearchAddress(new URLSearchParams(query))

describe('the address of a search', () => {
  it.each([
    '/search',
    '/search?q=spider+man',
    '/search?q=sea&type=film,photo&when=week&size=large&by=disk&view=grid',
    '/search?from=2026-01-01&to=2026-02-03',
    '/search?q=a&place=p1&path=Holiday/Brittany',
    '/search?opened=week&times=3',
  ])('%s is read and written without a loss', (address) => {
    expect(formatSearchAddress(parse(address.replace(/^\/search\??/, '')))).toBe(address)
  })

  it('leaves out what it does not know', () => {
    const odd = 'q=a&type=film,spaceship&when=yesterday&size=tiny&from=2026-13-45&to=soon&path=Folder&view=cube'
    expect(formatSearchAddress(parse(odd))).toBe('/search?q=a&type=film')
  })

  it('knows whether anything but words is set', () => {
    expect(isFiltered(parse('q=a&view=grid'))).toBe(false)
    expect(isFiltered(parse('when=day'))).toBe(true)
  })
})

it('asks the vault for whole days of the time zone', () => {
  expect(toQuery(parse('q= a &type=film,photo&when=day&size=huge&from=2026-03-01&to=2026-03-01'))).toEqual({
    ...{ q: 'a', type: 'film,photo', withinHours: 24, minBytes: 1_000_000_000 },
    ...{ from: startOfDay('2026-03-01'), before: startOfDay('2026-03-02') },
  })
  expect(toQuery(parse(''))).toEqual({})
})

it.each([
  ['opened=day', { openedWithinHours: 24 }],
  ['times=3', { leastOpened: 3 }],
  ['times=never', { mostOpened: 0 }],
  ['opened=once&times=4', {}],
])('%s asks how a file was used: %j', (address, query) => {
  expect(toQuery(parse(address))).toEqual(query)
})
