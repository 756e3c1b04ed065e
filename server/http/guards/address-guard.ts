import ipaddr from 'ipaddr.js'

const HOME_RANGES = new Set(['loopback', 'private', 'linkLocal', 'uniqueLocal', 'carrierGradeNat'])

/** One spelling per address: IPv4-mapped IPv6 becomes IPv4, a zone (`%eth0`) is cut, '' stays unknown. */
export function normaliseAddress(raw: string | undefined): string {
  const bare = (raw ?? '').split('%')[0] ?? ''
  if (!ipaddr.isValid(bare)) return ''
  return ipaddr.process(bare).toString()
}

/** Private, link-local, loopback and VPN (100.64/10) addresses; everything else is the internet. */
export function isHomeAddress(address: string): boolean {
  return ipaddr.isValid(address) && HOME_RANGES.has(ipaddr.process(address).range())
}

export function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback'
}

/**
 * The client's address. `X-Forwarded-For` counts only from a trusted proxy, and only its last entry that is not
 * itself a trusted proxy: everything before it was written by the client.
 */
export function clientAddress(peer: string, forwardedFor: string | undefined, trusted: readonly string[]): string {
  const address = normaliseAddress(peer)
  if (trusted.length === 0 || !isTrusted(address, trusted)) return address
  const chain = (forwardedFor ?? '').split(',').map((part) => normaliseAddress(part.trim()))
  for (const hop of chain.reverse()) {
    if (hop === '') return address
    if (!isTrusted(hop, trusted)) return hop
  }
  return address
}

/** @param trusted addresses or CIDR ranges */
export function isTrusted(address: string, trusted: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  return trusted.some((entry) => {
    if (!entry.includes('/')) return normaliseAddress(entry) === parsed.toString()
    const [range, bits] = ipaddr.parseCIDR(entry)
    return range.kind() === parsed.kind() && parsed.match([range, bits])
  })
}
