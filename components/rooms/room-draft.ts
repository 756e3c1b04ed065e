import { MIN_ROOM_PASSWORD_CHARACTERS } from '#components/accounts/password-rule.ts'
import type { Strings } from '#components/strings/en.ts'
import { nameReason } from '#components/strings/en-errors.ts'
import type { Glaze } from '#components/ui/glazes.ts'
import type { RoomIcon } from '#components/ui/room-icons.ts'
import type { Access } from '#lib/contracts/http/common.ts'
import { checkRoomName } from '#lib/core/names/slug.ts'

/** What a person is filling in about a room. */
export interface RoomDraft {
  name: string
  access: Access
  /** Empty: none, or the one there is stays. */
  password: string
  guestRole: 'viewer' | 'editor'
  memberIds: readonly string[]
  glaze: Glaze
  icon: RoomIcon
}

export interface RoomDraftErrors {
  name?: string
  password?: string
}

/** Codes that are about the name and are told at its field. */
export const ABOUT_NAME: ReadonlySet<string> = new Set(['room_exists', 'room_name_reserved', 'invalid_name'])

export const NEW_ROOM: RoomDraft = {
  name: '',
  access: 'accounts',
  password: '',
  guestRole: 'viewer',
  memberIds: [],
  glaze: 'clay',
  icon: 'home',
}

/** What this page can already tell; the vault decides the rest. */
export function checkDraft(draft: RoomDraft, hasPassword: boolean, strings: Strings): RoomDraftErrors | null {
  const errors: RoomDraftErrors = {}
  const name = checkRoomName(draft.name.trim())
  if (name.kind === 'bad') errors.name = name.reason === 'empty' ? strings.rooms.nameNeeded : nameReason(name.reason)
  const keeps = draft.password === '' && hasPassword
  const short = [...draft.password].length < MIN_ROOM_PASSWORD_CHARACTERS
  if (draft.access === 'password' && !keeps && short) errors.password = strings.rooms.passwordNeeded
  return Object.keys(errors).length > 0 ? errors : null
}
