/**
 * Where to go after signing in: the `next` of the address, if it is a path of this vault.
 * Anything that a browser could read as another host ("//", "/\") leads to the rooms.
 */
export function nextPath(next: string | null): string {
  if (next === null || !/^\/(?![/\\])/.test(next)) return '/'
  // Control characters are dropped by URL parsers and could hide a second slash.
  if (/[\p{Cc}\\]/u.test(next)) return '/'
  return next.startsWith('/sign-in') || next.startsWith('/setup') ? '/' : next
}

/** The address of the sign-in page that comes back here. */
export function signInHref(from: string): string {
  return from === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(from)}`
}
