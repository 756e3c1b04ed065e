/** What can be drawn from a file's bytes, and by which means; null for what has no picture. */
export type PictureSource = 'raster' | 'heic' | 'media' | 'pdf' | null

export const SOURCE_HEAD_BYTES = 64

type Signature = readonly [source: Exclude<PictureSource, null>, offset: number, bytes: string]

/** Latin-1 spellings of the first bytes. An SVG is none of them: it is a program, not a picture. */
const SIGNATURES: readonly Signature[] = [
  ['raster', 0, '\x89PNG\r\n\x1a\n'],
  ['raster', 0, '\xff\xd8\xff'],
  ['raster', 0, 'GIF87a'],
  ['raster', 0, 'GIF89a'],
  ['raster', 8, 'WEBPVP8'],
  ['raster', 0, 'II*\0'],
  ['raster', 0, 'MM\0*'],
  ['pdf', 0, '%PDF-'],
  ['media', 0, 'BM'],
  ['media', 0, '\x1a\x45\xdf\xa3'],
  ['media', 8, 'AVI '],
  ['media', 8, 'WAVE'],
  ['media', 8, 'AIF'],
  ['media', 0, 'ID3'],
  ['media', 0, 'fLaC'],
  ['media', 0, 'OggS'],
  ['media', 0, 'FLV\x01'],
  ['media', 0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11'],
  ['media', 0, '\0\0\x01\xba'],
  ['media', 0, '\0\0\x01\xb3'],
  ['media', 0, 'MAC '],
]
const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']
const AVIF_BRANDS = ['avif', 'avis']

/**
 * Tells by the bytes alone, whatever the name says.
 * @param head the first `SOURCE_HEAD_BYTES` of the file, fewer when it is shorter
 */
export function pictureSourceOf(head: Uint8Array): PictureSource {
  const text = String.fromCharCode(...head.subarray(0, SOURCE_HEAD_BYTES))
  if (text.slice(4, 8) === 'ftyp') return sourceOfIsoMedia(text)
  const found = SIGNATURES.find(([, offset, bytes]) => text.startsWith(bytes, offset))
  if (found) return found[0]
  // Frames of MPEG audio and of ADTS begin with eleven set bits; MPEG transport streams with 0x47, some after 4 bytes.
  const isAudioFrame = head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0
  const isTransport = head.length >= SOURCE_HEAD_BYTES && (head[0] === 0x47 || head[4] === 0x47)
  return isAudioFrame || isTransport ? 'media' : null
}

/** Which pictures lie in an ISO container is told by all of its brands: `mif1` alone may be either. */
function sourceOfIsoMedia(text: string): PictureSource {
  const length = ((text.charCodeAt(2) << 8) | text.charCodeAt(3)) >>> 0
  const brands = (text.slice(8, Math.min(length, text.length)).match(/[\s\S]{4}/g) ?? []).filter((_, at) => at !== 1)
  if (brands.some((brand) => AVIF_BRANDS.includes(brand))) return 'raster'
  if (HEIC_BRANDS.includes(brands[0] ?? '')) return 'heic'
  return 'media'
}
