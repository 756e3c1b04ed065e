import { type NamedPerson, personNameOf } from '#lib/core/ids/person-name.ts'

/** The database of one person on this device: signing in as somebody else never shows the transfers of another. */
export function storeNameOf(person: NamedPerson): string {
  return storeNameFor(personNameOf(person))
}

/** The same, from the name that an answer of the vault carries. */
export function storeNameFor(personName: string): string {
  return `hearth-${personName}`
}

/** The caches of a person's store all begin so; signing out deletes them. */
export function cachePrefixOf(storeName: string): string {
  return `${storeName}-`
}

/** Folder of a person's files in the origin private file system; signing out deletes it whole. */
export function personFolderOf(storeName: string): readonly ['people', string] {
  return ['people', storeName]
}
