import type { Insertable, Selectable, Updateable } from 'kysely'
import type {
  AccessBatchTable,
  AccessDaysTable,
  AccessLinesTable,
  EntryUsesTable,
  PlayedTable,
  PlaySessionsTable,
} from './tables/access-log.ts'
import type { AccountsTable, DevicesTable, ServiceTokensTable, SessionsTable, TokensTable } from './tables/accounts.ts'
import type { ChatLogsTable, ChatMessagesTable, ChatNamesTable, ChatReadsTable } from './tables/chat.ts'
import type {
  ChangesTable,
  ContentsTable,
  EntriesTable,
  FolderTotalsTable,
  FsIntentsTable,
  PlaceTotalsTable,
  TrashTable,
  UsageTotalsTable,
  VersionsTable,
} from './tables/entries.ts'
import type { AuditTable, JobsTable, SearchTermsTable, SettingsTable } from './tables/house.ts'
import type { GonePicturesTable, PicturesTable } from './tables/pictures.ts'
import type { DrivesTable, GrantsTable, LockoutsTable, PlaceMembersTable, PlacesTable } from './tables/places.ts'
import type {
  ShareLinkEntriesTable,
  ShareLinksTable,
  ShareSlotsTable,
  ShareViewingsTable,
} from './tables/share-links.ts'
import type { UploadsTable } from './tables/uploads.ts'
import type { FavouritesTable, ViewedTable } from './tables/watching.ts'

/**
 * Every table, as repos see it in every dialect. Times are integer milliseconds of the wall clock (`_at`, `_ms`), flags
 * are 0 | 1, JSON is text that its reader parses, blobs are Uint8Array, integers stay within 2^53; what may exceed that
 * (inode, device, mtime in ns) is decimal text. Text compares by its UTF-8 bytes.
 */
export interface Schema {
  settings: SettingsTable
  accounts: AccountsTable
  sessions: SessionsTable
  tokens: TokensTable
  service_tokens: ServiceTokensTable
  devices: DevicesTable
  places: PlacesTable
  drives: DrivesTable
  place_members: PlaceMembersTable
  grants: GrantsTable
  lockouts: LockoutsTable
  entries: EntriesTable
  contents: ContentsTable
  pictures: PicturesTable
  gone_pictures: GonePicturesTable
  versions: VersionsTable
  trash: TrashTable
  fs_intents: FsIntentsTable
  changes: ChangesTable
  folder_totals: FolderTotalsTable
  place_totals: PlaceTotalsTable
  usage_totals: UsageTotalsTable
  uploads: UploadsTable
  jobs: JobsTable
  audit: AuditTable
  chat_logs: ChatLogsTable
  chat_messages: ChatMessagesTable
  chat_reads: ChatReadsTable
  chat_names: ChatNamesTable
  share_links: ShareLinksTable
  share_link_entries: ShareLinkEntriesTable
  share_viewings: ShareViewingsTable
  share_slots: ShareSlotsTable
  search_terms: SearchTermsTable
  access_lines: AccessLinesTable
  entry_uses: EntryUsesTable
  access_days: AccessDaysTable
  play_sessions: PlaySessionsTable
  played: PlayedTable
  access_batch: AccessBatchTable
  viewed: ViewedTable
  favourites: FavouritesTable
}

export type Row<Table extends keyof Schema> = Selectable<Schema[Table]>
export type NewRow<Table extends keyof Schema> = Insertable<Schema[Table]>
export type RowPatch<Table extends keyof Schema> = Updateable<Schema[Table]>
