import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { AccountId } from '#lib/core/ids/ids.ts'
import { checkRoomName } from '#lib/core/names/slug.ts'
import type { GuestRole, PlaceFacts } from '#lib/core/permissions/actors-and-targets.ts'
import type { Row } from '#server/db/schema.ts'
import type { Glaze, RoomIcon } from './place.ts'

/** What can be said of a room; a password arrives here as its hash. */
export interface RoomFields {
  readonly access: PlaceFacts['access']
  readonly passwordHash: string
  readonly guestRole: GuestRole
  readonly readOnly: boolean
  readonly memberIds: readonly AccountId[]
  readonly glaze: Glaze
  readonly icon: RoomIcon
  readonly quotaBytes: number | null
  readonly guestQuotaBytes: number | null
  readonly viewersShare: boolean
  /** persist.json names it. */
  readonly fromFile: boolean
}

export type Some<T> = { readonly [Key in keyof T]?: T[Key] | undefined }
export type NewRoom = Some<RoomFields> & { readonly name: string; readonly access: PlaceFacts['access'] }
export type RoomPatch = Some<RoomFields> & { readonly name?: string | undefined }

/** The columns that fields become, only those that were given. */
export type RoomColumns = Partial<
  Pick<
    Row<'places'>,
    | 'access'
    | 'password_hash'
    | 'guest_role'
    | 'read_only'
    | 'glaze'
    | 'icon'
    | 'quota_bytes'
    | 'guest_quota_bytes'
    | 'from_file'
    | 'viewers_share'
  >
>

export function toColumns(fields: Some<RoomFields>): RoomColumns {
  return {
    ...(fields.access === undefined ? {} : { access: fields.access }),
    ...(fields.passwordHash === undefined ? {} : { password_hash: fields.passwordHash }),
    ...(fields.guestRole === undefined ? {} : { guest_role: fields.guestRole }),
    ...(fields.readOnly === undefined ? {} : { read_only: fields.readOnly ? 1 : 0 }),
    ...(fields.glaze === undefined ? {} : { glaze: fields.glaze }),
    ...(fields.icon === undefined ? {} : { icon: fields.icon }),
    ...(fields.quotaBytes === undefined ? {} : { quota_bytes: fields.quotaBytes }),
    ...(fields.guestQuotaBytes === undefined ? {} : { guest_quota_bytes: fields.guestQuotaBytes }),
    ...(fields.viewersShare === undefined ? {} : { viewers_share: fields.viewersShare ? 1 : 0 }),
    ...(fields.fromFile === undefined ? {} : { from_file: fields.fromFile ? 1 : 0 }),
  }
}

/** Named, never told: the trail says that a password changed, not to what. */
export function changedKeys(patch: RoomPatch): string[] {
  const keys = Object.entries(patch).flatMap(([key, value]) => (value === undefined ? [] : [key]))
  return keys.map((key) => (key === 'passwordHash' ? 'password' : key))
}

/** @throws VaultError room_name_reserved, or invalid_name with the reason */
export function checkName(raw: string): { name: string; slug: string } {
  const checked = checkRoomName(raw)
  if (checked.kind === 'ok') return { name: checked.name, slug: checked.slug }
  if (checked.reason === 'reserved_slug') throw new VaultError('room_name_reserved', { details: { name: raw } })
  throw new VaultError('invalid_name', { details: { reason: checked.reason } })
}

/** @throws VaultError invalid_input for a door with a password that nobody set */
export function requirePassword(access: PlaceFacts['access'], hash: string | null): void {
  if (access !== 'password' || hash !== null) return
  const issue = { field: 'password', message: 'needed when the room is entered by a password' }
  throw new VaultError('invalid_input', { details: { issues: [issue] } })
}
