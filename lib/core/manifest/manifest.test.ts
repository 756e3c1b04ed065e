import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chunkCount, chunkDigest, chunkRange, chunkSizeFor, decodeManifest, encodeManifest } from './manifest.ts'

const MIB = 1024 * 1024

function manifestOf(sizeBytes: number) {
  const chunkSizeBytes = chunkSizeFor(sizeBytes)
  const digests = Uint8Array.from({ length: 32 * chunkCount(sizeBytes) }, (_, i) => (i * 31) & 0xff)
  return { sizeBytes, chunkSizeBytes, digests }
}

describe('chunks', () => {
  it.each([
    [0, MIB, 0],
    [1, MIB, 1],
    [MIB, MIB, 1],
    [MIB + 1, MIB, 2],
    [65_536 * MIB, MIB, 65_536],
    [65_536 * MIB + 1, 2 * MIB, 32_769],
    [1e15, 16_384 * MIB, 58_208],
    [Number.MAX_SAFE_INTEGER, 131_072 * MIB, 65_536],
  ])('of %i bytes are of %i bytes, %i of them', (sizeBytes, chunkSizeBytes, count) => {
    expect(chunkSizeFor(sizeBytes)).toBe(chunkSizeBytes)
    expect(chunkCount(sizeBytes)).toBe(count)
  })

  it('cover the file without gaps', () => {
    const manifest = manifestOf(3 * MIB + 5)
    expect([0, 1, 2, 3].map((index) => chunkRange(manifest, index))).toEqual([
      { start: 0, end: MIB - 1 },
      { start: MIB, end: 2 * MIB - 1 },
      { start: 2 * MIB, end: 3 * MIB - 1 },
      { start: 3 * MIB, end: 3 * MIB + 4 },
    ])
  })

  it.each([-1, 4, 0.5, Number.NaN])('do not exist at %d', (index) => {
    expect(() => chunkRange(manifestOf(3 * MIB + 5), index)).toThrow(RangeError)
    expect(() => chunkDigest(manifestOf(3 * MIB + 5), index)).toThrow(RangeError)
  })
})

describe('a manifest', () => {
  it('is read as it was written', () => {
    const sizes = fc.oneof(
      fc.nat(5 * MIB),
      fc.integer({ min: 0, max: 40 }).map((count) => count * MIB),
    )
    fc.assert(
      fc.property(sizes, (sizeBytes) => {
        const manifest = manifestOf(sizeBytes)
        expect(decodeManifest(encodeManifest(manifest))).toEqual(manifest)
      }),
    )
  })

  it('keeps a size beyond 32 bits', () => {
    const manifest = manifestOf(7 * 1024 * MIB + 3)
    expect(decodeManifest(encodeManifest(manifest))?.sizeBytes).toBe(7 * 1024 * MIB + 3)
  })

  it('is read from the middle of a larger buffer', () => {
    const blob = encodeManifest(manifestOf(2 * MIB))
    const buffer = new Uint8Array(blob.length + 10)
    buffer.set(blob, 7)
    expect(decodeManifest(buffer.subarray(7, 7 + blob.length))).toEqual(manifestOf(2 * MIB))
  })

  it('gives the digest of each chunk', () => {
    const manifest = manifestOf(2 * MIB)
    expect(chunkDigest(manifest, 1)).toEqual(manifest.digests.slice(32, 64))
  })

  it('refuses to be written with parts that contradict each other', () => {
    const manifest = manifestOf(2 * MIB)
    const broken = [
      { ...manifest, digests: manifest.digests.slice(1) },
      { ...manifest, sizeBytes: 3 * MIB },
      { ...manifest, sizeBytes: 1.5 },
      { ...manifest, sizeBytes: -1 },
      { ...manifest, chunkSizeBytes: 3 * MIB },
      { ...manifest, chunkSizeBytes: 1024 },
    ]
    for (const parts of broken) expect(() => encodeManifest(parts)).toThrow(RangeError)
  })

  it('is null when a byte of its header is another, or it is cut or lengthened', () => {
    const blob = encodeManifest(manifestOf(2 * MIB))
    for (let index = 0; index < 8; index++) {
      const broken = Uint8Array.from(blob)
      broken[index] = (broken[index] ?? 0) ^ 0x40
      expect(decodeManifest(broken)).toBeNull()
    }
    expect(decodeManifest(blob.subarray(0, blob.length - 1))).toBeNull()
    expect(decodeManifest(Uint8Array.from([...blob, 0]))).toBeNull()
    expect(decodeManifest(new Uint8Array(0))).toBeNull()
  })

  it('never throws on any bytes', () => {
    const header = Uint8Array.from([0x48, 0x4d, 0x46, 0x01])
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.boolean(), (bytes, withMagic) => {
        decodeManifest(withMagic ? Uint8Array.from([...header, ...bytes]) : bytes)
      }),
    )
  })
})
