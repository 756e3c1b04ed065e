const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

export interface OriginInput {
  method: string
  origin: string | undefined
  fetchSite: string | undefined
  /** Origin the request was sent to, e.g. `https://192.168.1.5:8443`. */
  own: string
  /** A cookie proved who it is. */
  byCookie: boolean
}

/**
 * Whether a write may come from where it comes from. A named origin must be the vault's own, whatever the credential;
 * a write by cookie must name one (browsers do on every write), so a form of another site never acts for a person.
 */
export function isOwnOrigin(input: OriginInput): boolean {
  if (SAFE.has(input.method)) return true
  if (input.origin !== undefined) return input.origin.toLowerCase() === input.own.toLowerCase()
  if (input.fetchSite !== undefined) return input.fetchSite === 'same-origin'
  return !input.byCookie
}

/** A WebSocket upgrade from a browser always names its origin; a program may leave it out, but not with a cookie. */
export function isOwnUpgrade(origin: string | undefined, own: string, hasCookie: boolean): boolean {
  if (origin !== undefined) return origin.toLowerCase() === own.toLowerCase()
  return !hasCookie
}
