import { foldText } from './fold.ts'
import { checkName, type NameProblem } from './safe-name.ts'

export const MAX_ROOM_NAME_CHARACTERS = 64

/**
 * First segments of our own addresses, today's and those the later releases need: no room may take them. What
 * households call their rooms (films, music, home, school) stays free.
 */
const RESERVED_SLUGS: ReadonlySet<string> = new Set(
  `
  api setup unlock sign-in sign-out sign-up signin signout signup login logout register auth oauth callback session
  sessions password account accounts profile user users me you my my-files
  place places room rooms drive drives device devices node nodes peer peers broker brokers file files folder folders
  entry entries upload uploads download downloads transfer transfers add new create edit delete content thumbnail
  photos photo player stream media favourites favorites watching recent cast hls dlna offline pin pins trash versions search find tag tags
  share shared shares link links s r p u f d notifications insight analytics stats admin console cli log logs metrics
  self-test settings preferences help docs doc about legal privacy terms licence license credits changelog
  ca cert certificate trust install health healthz ready live status ping version socket-io socket.io ws events swarm
  static assets public icons fonts favicon favicon-ico favicon.ico icon apple-icon apple-touch-icon robots
  robots.txt sitemap sitemap.xml sw sw-js sw.js worker manifest manifest.json manifest.webmanifest browserconfig
  well-known .well-known _next next _error error errors not-found 403 404 500 index root hearth vault null
  undefined true false constructor prototype
  `
    .trim()
    .split(/\s+/u),
)

/** `/:id` takes an id or a slug everywhere, so a slug must not look like an id. */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u

export function isReservedSlug(slug: string): boolean {
  return RESERVED_SLUGS.has(slug) || slug.startsWith('_') || slug.includes('.') || UUID.test(slug)
}

/**
 * The last part of a room's address: "Grandma & Grandpa" -> "grandma-grandpa". Letters of every script stay, for people
 * type their own. "" when the name has neither letter nor digit (checkRoomName refuses such names).
 */
export function slugOf(roomName: string): string {
  return foldText(roomName)
    .replace(/['’]/gu, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^[-\p{M}]+|-+$/gu, '')
}

export type RoomNameProblem = NameProblem | 'no_letters' | 'reserved_slug'

/** A room's name is also the name of its folder on the disk and gives its address, so all three rules apply. */
export function checkRoomName(
  raw: string,
): { kind: 'ok'; name: string; slug: string } | { kind: 'bad'; reason: RoomNameProblem } {
  const checked = checkName(raw)
  if (checked.kind === 'bad') return checked
  if ([...checked.name].length > MAX_ROOM_NAME_CHARACTERS) return { kind: 'bad', reason: 'too_long' }
  const slug = slugOf(checked.name)
  if (slug === '') return { kind: 'bad', reason: 'no_letters' }
  if (isReservedSlug(slug)) return { kind: 'bad', reason: 'reserved_slug' }
  return { kind: 'ok', name: checked.name, slug }
}
