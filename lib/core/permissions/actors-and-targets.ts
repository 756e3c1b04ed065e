import type { AccountId, DeviceId, PlaceId, SessionId } from '../ids/ids.ts'

/** Who asks, for what, of what: the shapes that `can` decides about. */

export type Role = 'admin' | 'editor' | 'viewer'
export type GuestRole = 'viewer' | 'editor'

export type Principal =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'guest'; readonly deviceId: DeviceId }
  | { readonly kind: 'account'; readonly accountId: AccountId; readonly role: Role; readonly sessionId: SessionId }
  | { readonly kind: 'service'; readonly scope: ServiceScope }

/** The one thing that a machine's token opens. */
export type ServiceScope = 'metrics:read'

/** A room's password was given and the grant is still valid. */
export type PlaceGrant = { readonly placeId: PlaceId }

export type Actor = {
  readonly principal: Principal
  /** The browser or program, also while somebody is signed in on it. */
  readonly deviceId: DeviceId | null
  readonly grants: readonly PlaceGrant[]
  /** Personal rooms of others that this admin opened by an explicit, logged action. */
  readonly openedPersonal: readonly PlaceId[]
}

export type PlaceFacts = {
  readonly id: PlaceId
  readonly kind: 'room' | 'personal' | 'drive'
  /** Who enters. `accounts`: whoever is signed in; `names`: the accounts of memberIds, and admins. */
  readonly access: 'lan' | 'password' | 'accounts' | 'names'
  readonly guestRole: GuestRole
  readonly readOnly: boolean
  /** Of a personal room, else null. */
  readonly ownerId: AccountId | null
  readonly memberIds: readonly AccountId[]
  /** Whether deleted entries go to a trash. */
  readonly trash: boolean
  /** False for a drive whose medium or mount refuses writes. */
  readonly writable: boolean
  /** A setting of the vault: what is to go, goes by an admin's hand. */
  readonly onlyAdminsDelete: boolean
  /** Who gives share links to what lies here: a setting of the vault first, then of the room. */
  readonly linksBy: 'nobody' | 'editors' | 'viewers'
}

/** Who uploaded, or began to; null when the file came by hand. */
export type Owner =
  | { readonly kind: 'account'; readonly accountId: AccountId }
  | { readonly kind: 'guest'; readonly deviceId: DeviceId }
  | null

export type Target =
  | { readonly kind: 'vault'; readonly editorsMayCreateRooms: boolean }
  | { readonly kind: 'place'; readonly place: PlaceFacts }
  | { readonly kind: 'entry'; readonly place: PlaceFacts; readonly uploader: Owner }
  | { readonly kind: 'upload'; readonly place: PlaceFacts; readonly owner: Owner }
  | { readonly kind: 'message'; readonly place: PlaceFacts; readonly author: Owner }
  | { readonly kind: 'account'; readonly accountId: AccountId }

export type Action =
  /** Appear in lists. */
  | 'place.see'
  /** List, stream, download. */
  | 'place.enter'
  | 'place.upload'
  /** New folder, rename, move, copy into, save a text. */
  | 'place.change'
  | 'entry.delete'
  | 'entry.restore'
  /** Look into the trash; of an entry: see it there. */
  | 'trash.see'
  /** Delete for good: from the trash, or an older version. */
  | 'entry.purge'
  /** Rename or delete a room, its password, read-only switch, guest role. */
  | 'place.manage'
  | 'room.create'
  | 'accounts.manage'
  | 'sessions.manage_own'
  | 'sessions.manage_any'
  | 'settings.manage'
  | 'metrics.read'
  | 'personal.open'
  | 'upload.resume'
  | 'upload.cancel'
  | 'chat.read'
  | 'chat.send'
  | 'chat.delete'
  /** Give an entry away by a share link; of a place: give away whatever lies in it. */
  | 'link.make'
