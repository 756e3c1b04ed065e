import type { ThumbnailSize } from '#lib/contracts/http/pictures.ts'

/** Programs of this machine, by their paths; null where there is none. */
export interface Programs {
  ffmpeg: string | null
  ffprobe: string | null
  pdftoppm: string | null
}

export interface MakeRequest {
  /** Of the open file: absolute, and never the name that a person gave it. */
  path: string
  sizeBytes: number
  sizes: readonly ThumbnailSize[]
  programs: Programs
}

/** Why there is no picture. `time`, `memory` and `crash` are told by the vault, for the maker cannot. */
export type PictureFailure =
  | 'unknown_format'
  | 'broken'
  | 'too_large'
  | 'no_ffmpeg'
  | 'no_pdftoppm'
  | 'time'
  | 'memory'
  | 'crash'

/** What a file says of itself; null where it says nothing. */
export interface MediaFacts {
  width: number | null
  height: number | null
  durationMs: number | null
  videoCodec: string | null
  audioCodec: string | null
  /** As the camera's clock said: `2024-05-06T07:08:09`, with a zone where it knew one. */
  takenAt: string | null
}

export const NO_FACTS: MediaFacts = {
  width: null,
  height: null,
  durationMs: null,
  videoCodec: null,
  audioCodec: null,
  takenAt: null,
}

/** No pictures and no failure: there is nothing to see in it, as in a sound without a cover. */
export interface MakeAnswer {
  pictures: { size: ThumbnailSize; bytes: Uint8Array }[]
  /** A ThumbHash: some 25 bytes that are drawn until the picture is there. */
  hash: Uint8Array | null
  failure: PictureFailure | null
  facts: MediaFacts
}

/** From the maker to the vault. `program` tells which other process works for it by now. */
export type MakerMessage =
  | { kind: 'ready' }
  | { kind: 'program'; pid: number | null }
  | { kind: 'answer'; answer: MakeAnswer }
