import type { PlaceName } from './household.ts'

/**
 * Who is what where, and what that allows: written by hand from the words of the design, never from `can()`, so that a
 * mistake there does not also stand here.
 */

/** `hidden`: not told that it exists. `signed-out`: told to sign in. `locked`: told to give the password. */
export type Standing =
  | 'hidden'
  | 'signed-out'
  | 'locked'
  | 'guest-viewer'
  | 'guest-editor'
  | 'viewer'
  | 'editor'
  | 'admin'
  | 'owner'

const PEOPLE = ['nobody', 'guest', 'neighbour', 'viewer', 'editor', 'member', 'admin'] as const
/** `guest` unlocked the studio, `neighbour` the den; `editor` owns `mine`; `member` is named in the cellar. */
export type PersonKind = (typeof PEOPLE)[number]

const [hidden, out, locked] = ['hidden', 'signed-out', 'locked'] as const
const [lookGuest, workGuest] = ['guest-viewer', 'guest-editor'] as const

// biome-ignore format: a table is read in columns
const STANDINGS: Readonly<Record<PersonKind, Readonly<Record<PlaceName, Standing>>>> = {
  nobody:    { porch: lookGuest, yard: workGuest, den: locked,    studio: locked,    hall: out,      cellar: hidden,   shelf: workGuest, mine: hidden },
  guest:     { porch: lookGuest, yard: workGuest, den: locked,    studio: workGuest, hall: out,      cellar: hidden,   shelf: workGuest, mine: hidden },
  neighbour: { porch: lookGuest, yard: workGuest, den: lookGuest, studio: locked,    hall: out,      cellar: hidden,   shelf: workGuest, mine: hidden },
  viewer:    { porch: 'viewer',  yard: 'viewer',  den: 'viewer',  studio: 'viewer',  hall: 'viewer', cellar: hidden,   shelf: 'viewer',  mine: hidden },
  editor:    { porch: 'editor',  yard: 'editor',  den: 'editor',  studio: 'editor',  hall: 'editor', cellar: hidden,   shelf: 'editor',  mine: 'owner' },
  member:    { porch: 'editor',  yard: 'editor',  den: 'editor',  studio: 'editor',  hall: 'editor', cellar: 'editor', shelf: 'editor',  mine: hidden },
  admin:     { porch: 'admin',   yard: 'admin',   den: 'admin',   studio: 'admin',   hall: 'admin',  cellar: 'admin',  shelf: 'admin',   mine: hidden },
}

/**
 * See the door; look inside; talk there; put, make and rename; delete what others put there; open the trash; run the
 * room.
 */
export type Work = 'see' | 'look' | 'talk' | 'change' | 'delete any' | 'see trash' | 'manage'
export type Outcome = 'yes' | 'not_found' | 'not_signed_in' | 'room_locked' | 'forbidden' | 'room_read_only'

const [gone, signIn, door, no] = ['not_found', 'not_signed_in', 'room_locked', 'forbidden'] as const

// biome-ignore format: a table is read in columns
const ALLOWED: Readonly<Record<Standing, Readonly<Record<Work, Outcome>>>> = {
  hidden:         { see: gone,   look: gone,   talk: gone,   change: gone,   'delete any': gone,   'see trash': gone,   manage: gone },
  'signed-out':   { see: signIn, look: signIn, talk: signIn, change: signIn, 'delete any': signIn, 'see trash': signIn, manage: signIn },
  locked:         { see: 'yes',  look: door,   talk: door,   change: door,   'delete any': door,   'see trash': door,   manage: signIn },
  'guest-viewer': { see: 'yes',  look: 'yes',  talk: 'yes',  change: no,     'delete any': no,     'see trash': no,     manage: signIn },
  'guest-editor': { see: 'yes',  look: 'yes',  talk: 'yes',  change: 'yes',  'delete any': no,     'see trash': 'yes',  manage: signIn },
  viewer:         { see: 'yes',  look: 'yes',  talk: 'yes',  change: no,     'delete any': no,     'see trash': no,     manage: no },
  editor:         { see: 'yes',  look: 'yes',  talk: 'yes',  change: 'yes',  'delete any': 'yes',  'see trash': 'yes',  manage: no },
  admin:          { see: 'yes',  look: 'yes',  talk: 'yes',  change: 'yes',  'delete any': 'yes',  'see trash': 'yes',  manage: 'yes' },
  // A private room has nobody to talk to; it is changed by its owner and managed by nobody: it comes and goes with the
  // account.
  owner:          { see: 'yes',  look: 'yes',  talk: no,     change: 'yes',  'delete any': 'yes',  'see trash': 'yes',  manage: no },
}

const CHANGES: ReadonlySet<Work> = new Set(['change', 'delete any'])

/** "A read-only room refuses every change, from everybody, in every door": only `shelf` is one. */
export function outcomeOf(person: PersonKind, place: PlaceName, work: Work): Outcome {
  if (place === 'shelf' && CHANGES.has(work)) return 'room_read_only'
  return ALLOWED[STANDINGS[person][place]][work]
}

export type VaultWork = 'be signed in' | 'run the vault'

const GUESTS: ReadonlySet<PersonKind> = new Set(['nobody', 'guest', 'neighbour'])

export function vaultOutcomeOf(person: PersonKind, work: VaultWork): Outcome {
  if (GUESTS.has(person)) return 'not_signed_in'
  return work === 'be signed in' || person === 'admin' ? 'yes' : 'forbidden'
}
