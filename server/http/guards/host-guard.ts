import ipaddr from 'ipaddr.js'

export interface HostNames {
  /** Names and addresses of the vault, lower case, without port. */
  names(): ReadonlySet<string>
}

/** The host of a Host header in lower case, without port and trailing dot; null when malformed. */
export function hostOf(header: string | undefined): string | null {
  if (header === undefined || header.length > 300) return null
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i.exec(header)
  const host = match?.[1]?.toLowerCase().replace(/\.$/, '')
  if (host === undefined || host === '') return null
  if (!host.startsWith('[')) return host
  const inner = host.slice(1, -1)
  return ipaddr.isValid(inner) ? `[${ipaddr.parse(inner).toString()}]` : null
}

/** DNS rebinding: a page of a stranger reaches the vault under the stranger's name, which is not in this list. */
export function isAllowedHost(header: string | undefined, names: HostNames): boolean {
  const host = hostOf(header)
  return host !== null && names.names().has(host)
}
