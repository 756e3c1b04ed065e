import { createHmac, randomBytes } from 'node:crypto'
import type { ShareLinkId } from '#lib/core/ids/ids.ts'
import { VIEWING_MS } from '#lib/core/share-links/link-standing.ts'
import { equalInConstantTime } from '#server/auth/secrets.ts'

/** Somebody who opened a link: 128 random bits that mean this browser at this link, and nobody by name. */
export type Visitor = string

/** How long a browser goes on without opening the link again. */
export const PASS_MS = VIEWING_MS

export interface Passes {
  newVisitor(): Visitor
  /** A cookie's value; costs no row, for anybody may open a link. */
  seal(linkId: ShareLinkId, visitor: Visitor): string
  /** Null for what is made up, of another link, or over. */
  open(linkId: ShareLinkId, value: string | undefined): Visitor | null
}

/** @param secret of the vault: passes end when it is made anew */
export function createPasses(secret: string, time: () => number): Passes {
  const sign = (text: string) => createHmac('sha256', secret).update(`share link pass\n${text}`).digest('base64url')
  return {
    newVisitor: () => randomBytes(16).toString('base64url'),
    seal(linkId, visitor) {
      const text = `${visitor}.${(time() + PASS_MS).toString(36)}`
      return `${text}.${sign(`${linkId}.${text}`)}`
    },
    open(linkId, value) {
      const [visitor = '', until = '', mac = '', ...more] = (value ?? '').split('.')
      if (more.length > 0 || !/^[\w-]{22}$/.test(visitor) || !/^[0-9a-z]{1,11}$/.test(until)) return null
      if (!equalInConstantTime(mac, sign(`${linkId}.${visitor}.${until}`))) return null
      return Number.parseInt(until, 36) > time() ? visitor : null
    },
  }
}
