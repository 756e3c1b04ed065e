import sharp, { type Sharp, type SharpOptions } from 'sharp'
import { rgbaToThumbHash } from 'thumbhash'
import { THUMBNAIL_EDGES, type ThumbnailSize } from '#lib/contracts/http/pictures.ts'
import { readTakenAt } from '#lib/core/media/exif-taken.ts'
import { type MakeAnswer, type MediaFacts, NO_FACTS, type PictureFailure } from './messages.ts'

/** A camera of today has 200 megapixels at most; what claims to be more is made to fill the memory. */
export const MOST_PIXELS = 220_000_000
const HASH_EDGE = 100
const QUALITY = 78

/** Of an image in a file or in memory, or of pixels that another decoder gave. */
export type RasterInput = { from: string | Uint8Array; raw?: NonNullable<SharpOptions['raw']> }

sharp.cache(false)
sharp.concurrency(1)
// Every format is a decoder to be attacked: only those that the first bytes were compared with.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Tiff', 'Heif'].map((format) => `VipsForeignLoad${format}`),
})

const optionsOf = ({ raw }: RasterInput): SharpOptions => ({
  failOn: 'error',
  limitInputPixels: MOST_PIXELS,
  sequentialRead: true,
  // Of an animation its first frame.
  pages: 1,
  ...(raw ? { raw } : {}),
})

/** The sizes asked for, turned as the camera was held, never larger than the image itself. */
export async function drawRaster(input: RasterInput, sizes: readonly ThumbnailSize[]): Promise<MakeAnswer> {
  let facts: MediaFacts = NO_FACTS
  try {
    const image = sharp(input.from, optionsOf(input))
    facts = await factsOf(image)
    const largest = Math.max(...sizes.map((size) => THUMBNAIL_EDGES[size]))
    const { data, info } = await image
      .autoOrient()
      .resize(largest, largest, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true })
    const raw = { width: info.width, height: info.height, channels: info.channels }
    const pictures = []
    for (const size of sizes) {
      const edge = THUMBNAIL_EDGES[size]
      const bytes = await scaled(sharp(data, { raw }), edge).webp({ quality: QUALITY, effort: 3 }).toBuffer()
      pictures.push({ size, bytes })
    }
    return { pictures, hash: await hashOf(sharp(data, { raw })), failure: null, facts }
  } catch (error) {
    return { pictures: [], hash: null, failure: failureOf(error), facts }
  }
}

function scaled(image: Sharp, edge: number): Sharp {
  return image.resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
}

async function hashOf(image: Sharp): Promise<Uint8Array> {
  const { data, info } = await scaled(image, HASH_EDGE).raw().toBuffer({ resolveWithObject: true })
  return rgbaToThumbHash(info.width, info.height, data)
}

async function factsOf(image: Sharp): Promise<MediaFacts> {
  const { autoOrient, exif } = await image.metadata()
  const { width, height } = autoOrient
  return { ...NO_FACTS, width, height, takenAt: exif === undefined ? null : readTakenAt(exif) }
}

/** What is read of the header alone: of a format that another decoder draws. */
export async function readFacts(input: RasterInput): Promise<MediaFacts> {
  return factsOf(sharp(input.from, optionsOf(input))).catch(() => NO_FACTS)
}

function failureOf(error: unknown): PictureFailure {
  return error instanceof Error && /pixel limit/i.test(error.message) ? 'too_large' : 'broken'
}
