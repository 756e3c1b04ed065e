import type { QueryBuilder } from '#server/db/query.ts'
import type { Row } from '#server/db/schema.ts'
import type { Flag } from '#server/db/tables/column-types.ts'
import { PICTURE_COLUMNS, type PictureColumns } from './present-picture.ts'

/** How it was used; nulls for what nobody opened or saved yet. */
export interface UseColumns {
  opened: number | null
  downloads: number | null
  last_opened_at: number | null
}

/** What a view of an entry is made of, as one row. */
export type EntryRow = Pick<
  Row<'entries'>,
  | 'id'
  | 'place_id'
  | 'parent_id'
  | 'kind'
  | 'name'
  | 'sort_name'
  | 'type_key'
  | 'size_bytes'
  | 'mtime_ms'
  | 'mime'
  | 'uploader_kind'
  | 'uploader_id'
  | 'added_at'
  | 'state'
  | 'content_id'
> & { sha256: Uint8Array | null; hash_later: Flag | null; child_count: number | null } & PictureColumns &
  UseColumns

/** Add conditions, order and limit. */
export function selectEntryRows(build: QueryBuilder) {
  return build
    .selectFrom('entries as e')
    .leftJoin('contents as c', 'c.id', 'e.content_id')
    .leftJoin('pictures as p', 'p.content_id', 'e.content_id')
    .leftJoin('entry_uses as u', 'u.entry_id', 'e.id')
    .leftJoin('folder_totals as t', 't.parent_key', 'e.id')
    .select(['e.id', 'e.place_id', 'e.parent_id', 'e.kind', 'e.name', 'e.sort_name', 'e.type_key', 'e.size_bytes'])
    .select(['e.mtime_ms', 'e.mime', 'e.uploader_kind', 'e.uploader_id', 'e.added_at', 'e.state', 'e.content_id'])
    .select(['c.sha256', 'c.hash_later', 't.entry_count as child_count'])
    .select(['u.opened', 'u.downloads', 'u.last_opened_at'])
    .select(PICTURE_COLUMNS)
}
