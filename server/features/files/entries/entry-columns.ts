import { lookup } from 'mrmime'
import type { EntryId } from '#lib/core/ids/ids.ts'
import { kindOf } from '#lib/core/kinds/kind.ts'
import { nameKey } from '#lib/core/names/name-key.ts'
import { nameSortKey } from '#lib/core/names/sort-key.ts'
import { splitExtension } from '#lib/core/names/split-name.ts'

export const FOLDER_TYPE = 'folder'

/** The columns that follow from an entry's name. */
export function nameColumns(name: string) {
  return { name, name_key: nameKey(name), sort_name: nameSortKey(name) }
}

/**
 * Two names on one disk may share a key ("A.txt" and "a.txt", put there by hand). The second keeps its own name under a
 * key that nothing typed can have.
 */
export function sharedNameKey(name: string): string {
  return `${nameKey(name)}\0${name}`
}

/** The kind, then the extension: sorts by both, and a kind is one range of keys. */
export function typeKey(name: string, mime: string | null): string {
  return `${kindOf(name, mime)}.${splitExtension(name).extension.slice(1).toLowerCase()}`
}

/** All type keys of one kind lie from the first to before the second ("." comes just before "/"). */
export function typeKeyRange(kind: string): [from: string, before: string] {
  return kind === FOLDER_TYPE ? [FOLDER_TYPE, `${FOLDER_TYPE}\0`] : [`${kind}.`, `${kind}/`]
}

const MIME = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/u

/** What the name says, else what the client said, if that is a type at all. Never trusted for what a browser runs. */
export function mimeOf(name: string, claimed: string | null): string | null {
  const byName = lookup(splitExtension(name).extension)
  if (byName !== undefined) return byName
  const type = claimed?.split(';')[0]?.trim().toLowerCase() ?? ''
  return MIME.test(type) && type !== 'application/octet-stream' ? type : null
}

/** What a list calls an entry's folder: its id, or the place's at the root. */
export function parentKey(placeId: string, parentId: EntryId | null): string {
  return parentId ?? placeId
}
