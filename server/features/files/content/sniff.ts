/** What a file's first bytes prove it to be; only these kinds are ever shown in place on the vault's origin. */
export type SniffedKind = 'image' | 'audio' | 'video' | null

export const SNIFF_BYTES = 64

type Signature = readonly [kind: Exclude<SniffedKind, null>, offset: number, bytes: string]

/** Latin-1 spellings of signatures (WHATWG MIME Sniffing sections 6.1 and 6.2, and the formats' own headers). */
const SIGNATURES: readonly Signature[] = [
  ['image', 0, '\x89PNG\r\n\x1a\n'],
  ['image', 0, '\xff\xd8\xff'],
  ['image', 0, 'GIF87a'],
  ['image', 0, 'GIF89a'],
  ['image', 8, 'WEBPVP8'],
  ['image', 0, 'BM'],
  ['image', 0, '\x00\x00\x01\x00'],
  ['audio', 0, 'ID3'],
  ['audio', 0, 'fLaC'],
  ['audio', 8, 'WAVEfmt '],
  ['audio', 0, 'FORM'],
  ['video', 0, '\x1a\x45\xdf\xa3'],
  ['video', 8, 'AVI LIST'],
]
const IMAGE_BRANDS = /^(avif|avis|heic|heix|mif1|msf1)/
const AUDIO_BRANDS = /^(M4A |M4B |M4P )/

/** @param head the first `SNIFF_BYTES` of the file, fewer when it is shorter */
export function sniffKind(head: Uint8Array, mime: string | null): SniffedKind {
  const text = String.fromCharCode(...head.subarray(0, SNIFF_BYTES))
  if (text.slice(4, 8) === 'ftyp') return sniffIsoMedia(text.slice(8, 12))
  if (text.startsWith('OggS')) return mime?.startsWith('video/') ? 'video' : 'audio'
  // Two frames of MPEG audio begin with eleven set bits; AAC in ADTS with twelve.
  if (head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0 && mime?.startsWith('audio/')) return 'audio'
  // MPEG transport streams repeat 0x47 every 188 bytes; the name has to say so too.
  if (head[0] === 0x47 && mime === 'video/mp2t') return 'video'
  return SIGNATURES.find(([, offset, bytes]) => text.startsWith(bytes, offset))?.[0] ?? null
}

function sniffIsoMedia(brand: string): SniffedKind {
  if (IMAGE_BRANDS.test(brand)) return 'image'
  return AUDIO_BRANDS.test(brand) ? 'audio' : 'video'
}
