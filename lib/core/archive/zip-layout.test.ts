import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  dataDescriptor,
  descriptorBytes,
  directoryEntry,
  directoryEntryBytes,
  endOfZip,
  layOutZip,
  localHeader,
  localHeaderBytes,
  memberBytes,
  type ZipMember,
} from './zip-layout.ts'

const NOON = Date.UTC(2026, 10, 21, 12, 30, 42)
const GIB = 1024 ** 3
const member = (name: string, sizeBytes: number, modifiedMs = NOON): ZipMember => ({ name, sizeBytes, modifiedMs })
const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

test.each([
  // member, local header, descriptor, entry of the directory at 0 and far away
  [member('a.txt', 5), 30 + 5 + 9, 16, 46 + 5 + 9, 46 + 5 + 9 + 12],
  [member('empty', 0), 30 + 5 + 9, 0, 46 + 5 + 9, 46 + 5 + 9 + 12],
  [member('F/', 0), 30 + 2 + 9, 0, 46 + 2 + 9, 46 + 2 + 9 + 12],
  [member('ü', 1), 30 + 2 + 9, 16, 46 + 2 + 9, 46 + 2 + 9 + 12],
  [member('old', 1, -1), 30 + 3, 16, 46 + 3, 46 + 3 + 12],
  [member('late', 1, 5e12), 30 + 4, 16, 46 + 4, 46 + 4 + 12],
  [member('just', 0xffff_fffe), 30 + 4 + 9, 16, 46 + 4 + 9, 46 + 4 + 9 + 12],
  [member('large', 0xffff_ffff), 30 + 5 + 9 + 20, 24, 46 + 5 + 9 + 20, 46 + 5 + 9 + 28],
])('%o takes as many bytes as are written', (one, local, descriptor, near, far) => {
  expect([localHeaderBytes(one), localHeader(one).length]).toEqual([local, local])
  expect([descriptorBytes(one), dataDescriptor(one, 1).length]).toEqual([descriptor, descriptor])
  expect([directoryEntryBytes(one, 0), directoryEntry(one, 1, 0).length]).toEqual([near, near])
  expect([directoryEntryBytes(one, 5 * GIB), directoryEntry(one, 1, 5 * GIB).length]).toEqual([far, far])
})

it('writes a local header byte for byte', () => {
  expect(hex(localHeader(member('a', 3)))).toBe(
    ['504b0304', '1400', '0808', '0000', 'd563', '755d', '00000000', '00000000', '00000000', '0100', '0900', '61'].join(
      '',
    ) + ['5554', '0500', '01', hex(new Uint8Array(new Uint32Array([NOON / 1000]).buffer))].join(''),
  )
})

it('writes times that DOS does not know as the nearest that it does', () => {
  expect(hex(localHeader(member('a', 1, 0)).subarray(10, 14))).toBe('00002100')
  expect(hex(localHeader(member('a', 1, 1e14)).subarray(12, 14))).toBe('9fff')
})

describe('the end', () => {
  const at = (count: number, directoryOffset: number, directoryBytes = 100) =>
    endOfZip({ count, directoryOffset, directoryBytes })
  it.each([
    [0xfffe, 0xffff_fffe, 22],
    [0xffff, 0, 98],
    [1, 0xffff_ffff, 98],
    [70_000, 5 * GIB, 98],
  ])('of %i members and a directory at %i has %i bytes', (count, offset, bytes) => {
    const end = at(count, offset)
    expect(end.length).toBe(bytes)
    const plain = view(end.subarray(-22))
    expect(plain.getUint16(10, true)).toBe(Math.min(count, 0xffff))
    expect(plain.getUint32(16, true)).toBe(Math.min(offset, 0xffff_ffff))
    if (bytes === 22) return
    expect(Number(view(end).getBigUint64(32, true))).toBe(count)
    expect(Number(view(end).getBigUint64(48, true))).toBe(offset)
    // The locator says where the zip64 end begins.
    expect(Number(view(end).getBigUint64(56 + 8, true))).toBe(offset + 100)
  })
})

/** Reads the directory as an unzipper does, with its zip64 fields. */
function readDirectory(bytes: Uint8Array, count: number) {
  const found = []
  let at = 0
  for (let index = 0; index < count; index++) {
    const data = view(bytes)
    if (data.getUint32(at, true) !== 0x02014b50) throw new Error(`no entry at ${at}`)
    const [nameBytes, extraBytes] = [data.getUint16(at + 28, true), data.getUint16(at + 30, true)]
    let [size, offset] = [data.getUint32(at + 24, true), data.getUint32(at + 42, true)]
    let extra = at + 46 + nameBytes
    const end = extra + extraBytes
    while (extra < end) {
      const [id, length] = [data.getUint16(extra, true), data.getUint16(extra + 2, true)]
      let field = extra + 4
      if (id === 1 && size === 0xffff_ffff) {
        size = Number(data.getBigUint64(field, true))
        field += 16
      }
      if (id === 1 && offset === 0xffff_ffff) offset = Number(data.getBigUint64(field, true))
      extra += 4 + length
    }
    found.push({ size, offset })
    at = end
  }
  expect(at).toBe(bytes.length)
  return found
}

it('adds up for members of any size, also far beyond 4 GiB', () => {
  const sizes = fc.oneof(
    fc.nat(1000),
    fc.integer({ min: 0xffff_fff0, max: 0x1_0000_0010 }),
    fc.integer({ min: 0, max: 2 ** 43 }),
  )
  const some = fc.array(fc.record({ name: fc.string({ unit: 'binary', maxLength: 20 }), sizeBytes: sizes }), {
    maxLength: 12,
  })
  fc.assert(
    fc.property(some, (wishes) => {
      const members = wishes.map(({ name, sizeBytes }) => member(`${name}.x`, sizeBytes))
      const layout = layOutZip(members)
      let offset = 0
      const entries: Uint8Array[] = []
      const wanted = members.map((one) => {
        entries.push(directoryEntry(one, 0, offset))
        const found = { size: one.sizeBytes, offset }
        const written = localHeader(one).length + one.sizeBytes + dataDescriptor(one, 0).length
        offset += written === memberBytes(one) ? written : Number.NaN
        return found
      })
      const directory = new Uint8Array(entries.reduce((sum, { length }) => sum + length, 0))
      entries.reduce((at, entry) => {
        directory.set(entry, at)
        return at + entry.length
      }, 0)
      expect(layout.directoryOffset).toBe(offset)
      expect(layout.directoryBytes).toBe(directory.length)
      expect(layout.totalBytes).toBe(offset + directory.length + endOfZip(layout).length)
      expect(readDirectory(directory, members.length)).toEqual(wanted)
    }),
    { numRuns: 50 },
  )
})
