import { launchVault } from '../../support/vault-process.ts'
import { furnish, type Household } from './household.ts'
import { gatherIdentities, type Identity } from './identities.ts'
import type { Proof } from './people.ts'
import { type Answer, dishonestyOf } from './wire.ts'

export interface Gathering {
  readonly house: Household
  readonly identities: readonly Identity[]
  identityOf(label: string): Identity
  proofOf(label: string): Proof
}

/** For tests that send more requests than a household: the doors are not what they test. */
export const WITHOUT_RATES = [
  ...['--rate-token', 'none', '--rate-sign-in', 'none', '--rate-unlock', 'none'],
  ...['--rate-look-up', 'none', '--rate-upload', 'none', '--rate-download', 'none'],
] as const

/** A furnished vault and everybody who may stand before its routes. */
export async function gather(): Promise<Gathering> {
  const house = await furnish(await launchVault({ flags: WITHOUT_RATES }))
  const identities = await gatherIdentities(house)
  const identityOf = (label: string): Identity => {
    const found = identities.find((identity) => identity.label === label)
    if (found === undefined) throw new Error(`nobody is ${label}`)
    return found
  }
  return { house, identities, identityOf, proofOf: (label) => identityOf(label).proof }
}

/** Denials that become "your session has ended" for whoever had one. */
const SOFTENED: ReadonlySet<string> = new Set([
  'not_signed_in',
  'not_found',
  'upload_not_found',
  'forbidden',
  'room_locked',
])

/** What an identity is answered when a person of that kind is answered what `decide` says. */
export function outcomeFor(identity: Identity, decide: (person: PersonOf) => string): string {
  if (identity.is.kind === 'refused') return identity.is.code
  if (identity.is.kind === 'person') return decide(identity.is.person)
  const outcome = decide('nobody')
  return SOFTENED.has(outcome) ? 'session_ended' : outcome
}
type PersonOf = Extract<Identity['is'], { kind: 'person' }>['person']

/** One line when an answer is not as wanted; null when it is. HEAD tells no code, so only its status counts. */
export function complaintOf(what: string, answer: Answer, wanted: number | string, method = 'GET'): string | null {
  const dishonesty = dishonestyOf(answer, method)
  if (dishonesty !== null) return `${what}: ${dishonesty}`
  const isAsWanted =
    typeof wanted === 'number'
      ? answer.status === wanted
      : method === 'HEAD'
        ? answer.status >= 400
        : answer.code === wanted
  return isAsWanted ? null : `${what}: ${answer.status} ${answer.code}, not ${wanted}`
}

export const complaintsIn = (lines: readonly (string | null)[]): string[] => lines.filter((line) => line !== null)
