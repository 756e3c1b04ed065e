import { hostname, networkInterfaces } from 'node:os'
import type { HostNames } from '#server/http/guards/host-guard.ts'
import { listLocalNames } from '#server/tls/local-names.ts'

const LOOK_AGAIN_MS = 5_000

/** The names the vault answers to, looked up anew every few seconds, for addresses change while it runs. */
export function createHostNames(
  hosts: readonly string[],
  localName: () => string | null,
  monotonic: () => number,
  /** What an admin says the vault is reached by, so it is a name of it. */
  publicUrl: () => string | null = () => null,
): HostNames {
  let names: ReadonlySet<string> = new Set()
  let lookedAt = Number.NEGATIVE_INFINITY
  let lastName: string | null = null
  let lastUrl: string | null = null
  return {
    names() {
      const now = monotonic()
      const name = localName()
      const url = publicUrl()
      if (now - lookedAt >= LOOK_AGAIN_MS || name !== lastName || url !== lastUrl) {
        lookedAt = now
        lastName = name
        lastUrl = url
        const machine = { hostname: hostname(), interfaces: networkInterfaces() }
        const local = listLocalNames({ ...machine, hosts, localName: name })
        // In a Host header an IPv6 address stands in brackets (RFC 3986 section 3.2.2).
        const own = local.map((name) => (name.includes(':') ? `[${name}]` : name.toLowerCase()))
        names = new Set(url === null || !URL.canParse(url) ? own : [...own, new URL(url).hostname])
      }
      return names
    },
  }
}
