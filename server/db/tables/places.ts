import type { Generated } from 'kysely'
import type { AccountId, DeviceId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Flag, JsonText, SecretHash } from './column-types.ts'

export interface PlacesTable {
  id: PlaceId
  kind: 'room' | 'personal' | 'drive'
  /** Unique among places that are not deleted; null where no address of its own leads there. */
  slug: string | null
  name: string
  name_key: string
  /** Relative to `<data>/rooms`; absolute for a drive. Unique among places that are not deleted. */
  folder: string
  access: 'lan' | 'password' | 'accounts' | 'names'
  guest_role: 'viewer' | 'editor'
  read_only: Generated<Flag>
  password_hash: string | null
  /** Counts password changes: grants of an older version are void. */
  password_version: Generated<number>
  /** Of a personal room; an account has at most one. */
  owner_id: AccountId | null
  glaze: string
  icon: string | null
  quota_bytes: number | null
  guest_quota_bytes: number | null
  created_at: number
  deleted_at: number | null
  /** 1 when persist.json names it. */
  from_file: Generated<Flag>
  /** 1 when viewers give share links to what is theirs. */
  viewers_share: Generated<Flag>
}

/** Who enters a place whose access is `names`. */
export interface PlaceMembersTable {
  place_id: PlaceId
  account_id: AccountId
}

/** What is known of a drive beside its place, whose `folder` is where it was last found. */
export interface DrivesTable {
  place_id: PlaceId
  /** Where it was named. */
  path: string
  /** What it is known by (features/drives/drive-identity); null until it was seen. */
  identity: JsonText | null
  seen_at: number | null
  /** When it was last looked through from end to end. */
  indexed_at: number | null
}

export interface GrantsTable {
  hash: SecretHash
  place_id: PlaceId
  device_id: DeviceId
  password_version: number
  created_at: number
  expires_at: number
  revoked_at: number | null
}

export interface LockoutsTable {
  /** Door and address, or door and device. */
  key: string
  failures: number
  locked_until: number | null
  updated_at: number
}
