import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTakenAt } from './exif-taken.ts'

/** A block with the Exif folder behind the first one, and the texts behind both. */
function block(texts: Readonly<Record<number, string>>, { little = true, marker = false } = {}): Uint8Array {
  const entries = Object.entries(texts)
  const bytes = new Uint8Array(44 + entries.length * 12 + entries.reduce((sum, [, text]) => sum + text.length + 1, 0))
  const view = new DataView(bytes.buffer)
  view.setUint16(0, little ? 0x4949 : 0x4d4d)
  view.setUint16(2, 42, little)
  view.setUint32(4, 8, little)
  const entry = (at: number, tag: number, type: number, count: number, value: number) => {
    view.setUint16(at, tag, little)
    view.setUint16(at + 2, type, little)
    view.setUint32(at + 4, count, little)
    view.setUint32(at + 8, value, little)
  }
  view.setUint16(8, 1, little)
  entry(10, 0x8769, 4, 1, 26)
  view.setUint16(26, entries.length, little)
  let end = 32 + entries.length * 12
  for (const [index, [tag, text]] of entries.entries()) {
    entry(28 + index * 12, Number(tag), 2, text.length + 1, end)
    for (const character of `${text}\0`) bytes[end++] = character.charCodeAt(0)
  }
  return marker ? Uint8Array.from([0x45, 0x78, 0x69, 0x66, 0, 0, ...bytes]) : bytes
}

describe('readTakenAt', () => {
  it.each([
    ['2024:05:06 07:08:09', undefined, '2024-05-06T07:08:09'],
    ['2024:05:06 07:08:09', '+02:00', '2024-05-06T07:08:09+02:00'],
    ['2024:05:06 07:08:09', 'nowhere', '2024-05-06T07:08:09'],
    ['2024-05-06 07:08:09', undefined, '2024-05-06T07:08:09'],
    ['0000:00:00 00:00:00', undefined, null],
    ['    :  :     :  :  ', undefined, null],
    ['2023:02:31 07:08:09', undefined, null],
    ['yesterday', undefined, null],
  ])('reads %j with zone %j as %j', (taken, zone, expected) => {
    const texts = { 36867: taken, ...(zone === undefined ? {} : { 36881: zone }) }
    for (const little of [true, false]) expect(readTakenAt(block(texts, { little, marker: little }))).toBe(expected)
  })

  it('is null where the camera says nothing', () => {
    expect(readTakenAt(block({ 36868: '2024:05:06 07:08:09' }))).toBeNull()
    expect(readTakenAt(new Uint8Array())).toBeNull()
  })

  it('reads nothing that lies outside of a block of whatever bytes', () => {
    const good = block({ 36867: '2024:05:06 07:08:09' })
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), (at, value, length) => {
        const bent = Uint8Array.from(good)
        bent[at] = value
        readTakenAt(bent.subarray(0, length))
      }),
    )
    fc.assert(fc.property(fc.uint8Array(), (bytes) => readTakenAt(bytes) === null))
  })
})
