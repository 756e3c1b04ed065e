import { readFile } from 'node:fs/promises'
import type { ThumbnailSize } from '#lib/contracts/http/pictures.ts'
import { drawRaster, readFacts } from './draw-raster.ts'
import { type MakeAnswer, NO_FACTS, type PictureFailure } from './messages.ts'

/** The whole file and all its pixels lie in memory. */
const MOST_BYTES = 48 << 20
const MOST_PIXELS = 26_000_000

/** HEIC, which libvips may not decode: a decoder in WebAssembly gives the pixels, turned as they should be. */
export async function drawHeic(path: string, sizeBytes: number, sizes: readonly ThumbnailSize[]): Promise<MakeAnswer> {
  if (sizeBytes > MOST_BYTES) return failed('too_large')
  const facts = await readFacts({ from: path })
  // Loaded by the first of its kind, for it takes a second and 40 MB.
  const { all } = (await import('heic-decode')).default
  const images = await all({ buffer: new Uint8Array(await readFile(path)) }).catch(() => null)
  try {
    const first = images?.[0]
    if (first === undefined) return { ...failed('broken'), facts }
    const { width, height } = first
    const known = { ...facts, width, height }
    if (width * height > MOST_PIXELS) return { ...failed('too_large'), facts: known }
    const { data } = await first.decode()
    const drawn = await drawRaster({ from: new Uint8Array(data.buffer), raw: { width, height, channels: 4 } }, sizes)
    return { ...drawn, facts: known }
  } catch {
    return { ...failed('broken'), facts }
  } finally {
    images?.dispose()
  }
}

const failed = (failure: PictureFailure): MakeAnswer => ({ pictures: [], hash: null, failure, facts: NO_FACTS })
