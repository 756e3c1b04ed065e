const EXPIRES = /; *expires=([^;]+)/i

/**
 * A Set-Cookie line that says how long instead of until when. next-auth names a moment of the vault's clock: to a browser
 * whose clock is a week ahead of it the cookie would be over before it came. (RFC 6265 section 5.3 takes Max-Age.)
 */
export function lastingFor(line: string, nowMs: number): string {
  const until = EXPIRES.exec(line)?.[1]
  if (until === undefined || /; *max-age=/i.test(line)) return line
  const seconds = Math.max(0, Math.round((Date.parse(until) - nowMs) / 1000))
  return line.replace(EXPIRES, `; Max-Age=${seconds}`)
}
