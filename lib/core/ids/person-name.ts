/** Names on every answer of the API for whom the vault made it, so that a browser keeps it for nobody else. */
export const PERSON_HEADER = 'hearth-person'

export type NamedPerson =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'guest'; readonly deviceId: string }
  | { readonly kind: 'account'; readonly accountId: string }

/** What somebody is called where things are kept for them: `account-0198...`, `guest-0198...`, `nobody`. */
export function personNameOf(person: NamedPerson): string {
  switch (person.kind) {
    case 'account':
      return `account-${person.accountId}`
    case 'guest':
      return `guest-${person.deviceId}`
    case 'nobody':
      return 'nobody'
  }
}
