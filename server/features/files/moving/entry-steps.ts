import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import type { Step } from '#server/db/unit-of-work.ts'
import { FOLDER_TYPE, mimeOf, nameColumns, typeKey } from '../entries/entry-columns.ts'
import type { HeldRow } from './held-entries.ts'

/** Records that an entry has another name, folder or place now. */
export function relocatedStep(
  db: Database,
  row: Pick<HeldRow, 'id' | 'kind' | 'mime'>,
  to: { placeId: PlaceId; parentId: EntryId | null; name: string; nowMs: number },
): Step {
  const mime = row.kind === 'folder' ? null : mimeOf(to.name, row.mime)
  return {
    query: db.build
      .updateTable('entries')
      .set({
        place_id: to.placeId,
        parent_id: to.parentId,
        ...nameColumns(to.name),
        type_key: row.kind === 'folder' ? FOLDER_TYPE : typeKey(to.name, mime),
        mime,
        state: 'live',
        missing_since: null,
        changed_at: to.nowMs,
      })
      .where('id', '=', row.id),
    expect: { changes: 1 },
    otherwise: 'entry_gone',
  }
}
