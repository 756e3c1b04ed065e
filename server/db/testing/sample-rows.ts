import type { AccountId, ContentId, EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import type { NewRow } from '../schema.ts'

/** Rows with every required column; each test changes what it is about. Branded ids are plain text here. */
export const accountRow = (id: string, changes: Partial<NewRow<'accounts'>> = {}): NewRow<'accounts'> => ({
  id: id as AccountId,
  name: id,
  name_key: id,
  role: 'viewer',
  password_hash: 'x',
  created_at: 1,
  password_changed_at: 1,
  ...changes,
})

export const placeRow = (id: string, changes: Partial<NewRow<'places'>> = {}): NewRow<'places'> => ({
  id: id as PlaceId,
  kind: 'room',
  slug: id,
  name: id,
  name_key: id,
  folder: id,
  access: 'lan',
  guest_role: 'viewer',
  glaze: 'teal',
  created_at: 1,
  ...changes,
})

export const entryRow = (id: string, place: string, changes: Partial<NewRow<'entries'>> = {}): NewRow<'entries'> => ({
  id: id as EntryId,
  place_id: place as PlaceId,
  kind: 'file',
  name: id,
  name_key: id,
  sort_name: id,
  type_key: 'txt',
  mtime_ms: 1,
  added_at: 1,
  changed_at: 1,
  ...changes,
})

export const contentRow = (
  id: string,
  place: string,
  changes: Partial<NewRow<'contents'>> = {},
): NewRow<'contents'> => ({
  id: id as ContentId,
  place_id: place as PlaceId,
  device: '1',
  inode: '1',
  size_bytes: 0,
  mtime_ns: '0',
  created_at: 1,
  ...changes,
})
