import type { ContentId } from '#lib/core/ids/ids.ts'

/**
 * What a content looks like; one row for each, made and removed with it by the database itself. `wanted` waits to be
 * looked at, `away` could not be read the last time; `none` has nothing to see in it, `failed` could not be drawn.
 */
export interface PicturesTable {
  content_id: ContentId
  state: 'wanted' | 'away' | 'made' | 'none' | 'failed'
  /** Of the content: the newest is drawn first. */
  created_at: number
  /** Why it failed. */
  failure: string | null
  /** How often it was begun. */
  attempts: number
  /** Names its files in the cache; contents with the same bytes share it. */
  picture_key: string | null
  /** ThumbHash. */
  hash: Uint8Array | null
  width: number | null
  height: number | null
  duration_ms: number | null
  video_codec: string | null
  audio_codec: string | null
  /** `2024-05-06T07:08:09`, with a zone where the camera knew one. */
  taken_at: string | null
}

/** Keys whose content went: their files may go, unless another content has them too. */
export interface GonePicturesTable {
  picture_key: string
}
