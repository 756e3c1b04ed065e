import { describe, expect, it } from 'vitest'
import { formatPlaceAddress, parsePlaceAddress } from './place-address.ts'

const read = (address: string) => parsePlaceAddress(new URL(address, 'http://vault').searchParams)

describe('the address of a place', () => {
  it('says the folder, the order and the open entry, and reads back the same', () => {
    const address = {
      place: 'family',
      path: 'Brittany 2026/Day 1, Dinard',
      view: 'grid',
      sort: { by: 'changed', order: 'desc' },
      type: 'photo',
      q: 'sun & sea',
      entry: '0190-aa',
      edit: true,
      chat: true,
    } as const
    expect(read(formatPlaceAddress(address))).toEqual(address)
    expect(formatPlaceAddress(address)).toContain('path=Brittany+2026/Day+1')
  })

  it('leaves out what is not set', () => {
    expect(formatPlaceAddress({ place: 'main' })).toBe('/place?id=main')
  })

  it.each(['/place', '/place?id=&view=table&sort=-colour&type=cat', '/place?sort=--name'])(
    'reads %s without believing it',
    (address) => {
      expect(read(address)).toEqual({
        place: '',
        path: '',
        view: null,
        sort: null,
        type: null,
        q: '',
        entry: null,
        edit: false,
        chat: false,
      })
    },
  )

  it.each(['a&b=c', '100% #1', 'ü/ß', '%2e%2e/x', '+'])('keeps the odd path %s', (path) => {
    expect(read(formatPlaceAddress({ place: 'p', path })).path).toBe(path)
  })
})
