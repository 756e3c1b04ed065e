import type { EntryPicture } from '#lib/contracts/http/entries.ts'
import type { Row } from '#server/db/schema.ts'

type Columns = Pick<
  Row<'pictures'>,
  'width' | 'height' | 'duration_ms' | 'video_codec' | 'audio_codec' | 'taken_at' | 'hash'
> & { picture_state: Row<'pictures'>['state'] }

/** Of `pictures as p`, joined from the left: all null for a folder. */
export type PictureColumns = { [Name in keyof Columns]: Columns[Name] | null }

export const PICTURE_COLUMNS = [
  'p.state as picture_state',
  'p.hash',
  'p.width',
  'p.height',
  'p.duration_ms',
  'p.video_codec',
  'p.audio_codec',
  'p.taken_at',
] as const

/** Absent while nobody has looked; what is not known is left out, for a list says it of each file. */
export function presentPicture(row: PictureColumns): { picture?: EntryPicture } {
  const { picture_state: state } = row
  if (state === null || state === 'wanted' || state === 'away') return {}
  return {
    picture: {
      state: state === 'made' ? 'made' : 'none',
      ...(row.hash === null ? {} : { hash: Buffer.from(row.hash).toString('base64') }),
      ...(row.width === null ? {} : { width: row.width }),
      ...(row.height === null ? {} : { height: row.height }),
      ...(row.duration_ms === null ? {} : { durationMs: row.duration_ms }),
      ...(row.video_codec === null ? {} : { videoCodec: row.video_codec }),
      ...(row.audio_codec === null ? {} : { audioCodec: row.audio_codec }),
      ...(row.taken_at === null ? {} : { takenAt: row.taken_at }),
    },
  }
}
