import type { PlaceId, ShareLinkId } from '#lib/core/ids/ids.ts'

/**
 * Names of our cookies. Both ports share one jar, so https and http use different names, and what http wrote is never
 * believed on https (`__Host-` cannot be set from there). Only the session's begins with its word: next-auth joins
 * every cookie whose name begins like the session's into one value.
 */
export interface CookieNames {
  readonly session: string
  readonly device: string
  readonly csrf: string
  readonly callback: string
  readonly grantPrefix: string
  readonly linkPrefix: string
}

const PLAIN: CookieNames = {
  session: 'hearth',
  device: 'device-hearth',
  csrf: 'csrf-hearth',
  callback: 'callback-hearth',
  grantPrefix: 'room-hearth-',
  linkPrefix: 'link-hearth-',
}

const SECURE: CookieNames = {
  session: `__Host-${PLAIN.session}`,
  device: `__Host-${PLAIN.device}`,
  csrf: `__Host-${PLAIN.csrf}`,
  callback: `__Host-${PLAIN.callback}`,
  grantPrefix: `__Host-${PLAIN.grantPrefix}`,
  linkPrefix: `__Host-${PLAIN.linkPrefix}`,
}

export function cookieNames(secure: boolean): CookieNames {
  return secure ? SECURE : PLAIN
}

/**
 * One cookie per room; the random end of the id keeps the name short, and two rooms that share it only share a cookie.
 */
export function grantCookieName(secure: boolean, placeId: PlaceId): string {
  return cookieNames(secure).grantPrefix + placeId.slice(-12)
}

/** As with rooms: one per share link, so that a visitor of two keeps both. */
export function linkCookieName(secure: boolean, linkId: ShareLinkId): string {
  return cookieNames(secure).linkPrefix + linkId.slice(-12)
}

/**
 * Pairs of a Cookie header in their order (RFC 6265 section 5.4); the first of a name counts, as in the browsers that
 * send the more specific path first. Values of ours need no decoding.
 */
export function parseCookies(header: string): Map<string, string> {
  const cookies = new Map<string, string>()
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=')
    const name = pair.slice(0, Math.max(0, equals)).trim()
    if (name !== '' && !cookies.has(name)) cookies.set(name, pair.slice(equals + 1).trim())
  }
  return cookies
}

export interface CookieToSet {
  readonly name: string
  /** Of characters that need no quoting: base64url and dots. */
  readonly value: string
  readonly secure: boolean
  /** 0 takes it away. */
  readonly maxAgeSeconds: number
}

/** A Set-Cookie line. Lax: links from elsewhere arrive signed in, forms of other sites do not. */
export function setCookieLine(cookie: CookieToSet): string {
  const line = `${cookie.name}=${cookie.value}; Path=/; Max-Age=${Math.floor(cookie.maxAgeSeconds)}; HttpOnly; SameSite=Lax`
  return cookie.secure ? `${line}; Secure` : line
}
