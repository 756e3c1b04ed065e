import { hash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { DeviceId } from '#lib/core/ids/ids.ts'
import type { SecretHash } from '#server/db/tables/column-types.ts'

/** What a secret opens: access token, refresh token, grant of a room, device, one thing for a machine, a share link. */
export type SecretKind = 'access' | 'refresh' | 'grant' | 'device' | 'service' | 'link'

const PREFIX: Readonly<Record<SecretKind, string>> = {
  access: 'ha_',
  refresh: 'hr_',
  grant: 'hg_',
  device: 'hd_',
  service: 'hs_',
  link: 'hl_',
}
const BODY = /^[A-Za-z0-9_-]{43}$/

/** 256 random bits in base64url behind a prefix that says what they open, so that a leaked one is found and named. */
export function newSecret(kind: SecretKind): string {
  return PREFIX[kind] + randomBytes(32).toString('base64url')
}

/** The kind of a well-formed secret; null for anything else, which saves the database the question. */
export function secretKindOf(text: string): SecretKind | null {
  if (!BODY.test(text.slice(3))) return null
  for (const [kind, prefix] of Object.entries(PREFIX)) {
    // The keys of a literal object typed by exactly this union.
    if (text.startsWith(prefix)) return kind as SecretKind
  }
  return null
}

/** What is stored of a secret. Plain SHA-256 is enough for 256 random bits; passwords go through argon2id instead. */
export function digestOf(secret: string): SecretHash {
  return hash('sha256', secret)
}

/** A device is named by half of its secret's digest: whoever knows the id cannot make the cookie. */
export function deviceIdOf(secret: string): DeviceId {
  // Minted here, so this is where the brand begins.
  return digestOf(secret).slice(0, 32) as DeviceId
}

/** Whether two texts are equal, in a time that tells nothing about where they differ. */
export function equalInConstantTime(a: string, b: string): boolean {
  return timingSafeEqual(hash('sha256', a, 'buffer'), hash('sha256', b, 'buffer'))
}
