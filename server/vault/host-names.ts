import { hostname, networkInterfaces } from 'node:os'
import type { HostNames } from '#server/http/guards/host-guard.ts'
import { listLocalNames } from '#server/tls/local-names.ts'

const LOOK_AGAIN_MS = 5_000

/** The names the vault answers to, looked up anew every few seconds, for addresses change while it runs. */
export function createHostNames(hosts: readonly string[], monotonic: () => number): HostNames {
  let names: ReadonlySet<string> = new Set()
  let lookedAt = Number.NEGATIVE_INFINITY
  return {
    names() {
      const now = monotonic()
      if (now - lookedAt >= LOOK_AGAIN_MS) {
        lookedAt = now
        const local = listLocalNames({ hostname: hostname(), interfaces: networkInterfaces(), hosts })
        // In a Host header an IPv6 address stands in brackets (RFC 3986 section 3.2.2).
        names = new Set(local.map((name) => (name.includes(':') ? `[${name}]` : name.toLowerCase())))
      }
      return names
    },
  }
}
