import type { z } from 'zod'
import { type glazeSchema, roomIconSchema } from '#lib/contracts/http/common.ts'
import type { AccountId } from '#lib/core/ids/ids.ts'
import type { PlaceFacts } from '#lib/core/permissions/actors-and-targets.ts'
import type { PlaceRow } from './places.repo.ts'

export type Glaze = z.output<typeof glazeSchema>
export type RoomIcon = z.output<typeof roomIconSchema>

/** A place as the vault knows it; `facts` is what rules are asked with. */
export interface Place {
  readonly facts: PlaceFacts
  readonly slug: string | null
  readonly name: string
  /** Of a room and a personal room: one name below `<data>/rooms`. Of a drive: an absolute path. */
  readonly folder: string
  readonly passwordHash: string | null
  readonly passwordVersion: number
  readonly ownerName: string | null
  readonly glaze: Glaze
  readonly icon: RoomIcon
  readonly quotaBytes: number | null
  readonly guestQuotaBytes: number | null
  /** Viewers give share links to what is theirs. */
  readonly viewersShare: boolean
  readonly createdAt: number
  readonly fromFile: boolean
}

export const GLAZES: readonly Glaze[] = ['clay', 'ochre', 'moss', 'lake', 'dusk', 'plum', 'rose', 'stone']

/** What the vault's settings say about every place; asked each time, for an admin changes it while the vault runs. */
export interface PlaceRules {
  readonly onlyAdminsDelete: () => boolean
  readonly linksAllowed: () => boolean
}

export function toPlace(row: PlaceRow, memberIds: readonly AccountId[], rules: PlaceRules): Place {
  const icon = roomIconSchema.safeParse(row.icon)
  return {
    facts: {
      id: row.id,
      kind: row.kind,
      access: row.access,
      guestRole: row.guest_role,
      readOnly: row.read_only === 1,
      ownerId: row.owner_id,
      memberIds,
      // A drive that nobody writes to has no folder of ours.
      trash: row.kind !== 'drive' || row.read_only === 0,
      writable: true,
      get onlyAdminsDelete() {
        return rules.onlyAdminsDelete()
      },
      get linksBy() {
        if (!rules.linksAllowed()) return 'nobody'
        return row.viewers_share === 1 ? 'viewers' : 'editors'
      },
    },
    slug: row.slug,
    name: row.name,
    folder: row.folder,
    passwordHash: row.password_hash,
    passwordVersion: row.password_version,
    ownerName: row.owner_name,
    glaze: GLAZES.find((glaze) => glaze === row.glaze) ?? 'stone',
    icon: icon.success ? icon.data : 'home',
    quotaBytes: row.quota_bytes,
    guestQuotaBytes: row.guest_quota_bytes,
    viewersShare: row.viewers_share === 1,
    createdAt: row.created_at,
    fromFile: row.from_file === 1,
  }
}
