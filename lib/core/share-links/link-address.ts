/** How the vault is reached, as far as it knows itself. */
export interface Reach {
  readonly publicUrl: string | null
  /** An address or name in the home network; null when there is none. */
  readonly lanHost: string | null
  readonly httpsPort: number | null
  readonly httpPort: number | null
  readonly linksOnPlainHttp: boolean
}

/** Where the page was opened: `location`. */
export interface PageAddress {
  readonly origin: string
  readonly protocol: string
  readonly hostname: string
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/**
 * What an address for somebody else begins with. The admin's word comes first; on this very machine the page has an
 * address that leads nobody here, so the one in the home network takes its place.
 */
export function baseForOthers(reach: Reach, page: PageAddress): string {
  if (reach.publicUrl !== null) return reach.publicUrl
  if (!LOOPBACK.test(page.hostname) || reach.lanHost === null) return page.origin
  if (reach.httpsPort !== null) return originOf('https', reach.lanHost, reach.httpsPort)
  return reach.httpPort === null ? page.origin : originOf('http', reach.lanHost, reach.httpPort)
}

/** As above; where links open over plain http, that is what they are made with: no visitor has to trust a certificate. */
export function baseForVisitors(reach: Reach, page: PageAddress): string {
  if (reach.publicUrl !== null || !reach.linksOnPlainHttp || reach.httpPort === null) return baseForOthers(reach, page)
  if (page.protocol === 'http:' && !LOOPBACK.test(page.hostname)) return page.origin
  const host = LOOPBACK.test(page.hostname) ? reach.lanHost : page.hostname
  return host === null ? page.origin : originOf('http', host, reach.httpPort)
}

/** The token stands behind the `#`, which browsers send to nobody: no log, no proxy and no other site ever sees it. */
export function linkAddress(base: string, token: string): string {
  return `${base}/s#${token}`
}

function originOf(protocol: 'http' | 'https', host: string, port: number): string {
  const isUsual = port === (protocol === 'http' ? 80 : 443)
  return `${protocol}://${host}${isUsual ? '' : `:${port}`}`
}
