/**
 * The part of an address that tells one household or host from another: IPv4 whole (also mapped into IPv6), IPv6 by its
 * /64, link-local and on-link IPv6 whole. Text that is no address stands for itself.
 */
export function networkOf(address: string, onLink: boolean): string {
  const groups = parseIpv6(address.replace(/%.*$/u, ''))
  if (groups === null) return address
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  if (isMapped) return groups.slice(6).flatMap(toBytes).join('.')
  const isLinkLocal = ((groups[0] ?? 0) & 0xffc0) === 0xfe80
  const hex = groups.map((group) => group.toString(16))
  return onLink || isLinkLocal ? hex.join(':') : `${hex.slice(0, 4).join(':')}::/64`
}

function toBytes(group: number): number[] {
  return [group >> 8, group & 0xff]
}

/** Eight groups; null when the text is no IPv6 address (RFC 4291 section 2.2). */
function parseIpv6(text: string): number[] | null {
  const [head = '', tail, ...more] = withoutDots(text).split('::')
  if (more.length > 0 || !text.includes(':')) return null
  const left = parseGroups(head)
  const right = tail === undefined ? [] : parseGroups(tail)
  if (left === null || right === null) return null
  const missing = 8 - left.length - right.length
  if (tail === undefined ? missing !== 0 : missing < 1) return null
  return [...left, ...Array<number>(missing).fill(0), ...right]
}

function parseGroups(text: string): number[] | null {
  if (text === '') return []
  const groups = text.split(':')
  return groups.every((group) => /^[0-9a-f]{1,4}$/iu.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : null
}

/** "::ffff:192.168.1.2" -> "::ffff:c0a8:102" */
function withoutDots(text: string): string {
  return text.replace(/(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/u, (whole, ...parts: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = parts.slice(0, 4).map(Number)
    if (Math.max(a, b, c, d) > 255) return whole
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
  })
}
