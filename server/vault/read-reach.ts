import { networkInterfaces } from 'node:os'
import type { Reach } from '#lib/core/share-links/link-address.ts'
import type { VaultSettings } from '#server/features/settings/settings.service.ts'
import { listLanAddresses } from '#server/tls/local-names.ts'

export type Ports = { readonly httpPort: number; readonly httpsPort: number } | null

/** What links and QR codes are made with; addresses and settings change while the vault runs. */
export function readReach(settings: Pick<VaultSettings, 'publicUrl' | 'linksOnPlainHttp'>, ports: Ports): Reach {
  const { publicUrl, linksOnPlainHttp } = settings
  const [lan] = listLanAddresses(networkInterfaces())
  const host = lan?.address ?? null
  return {
    ...{ publicUrl, linksOnPlainHttp },
    lanHost: host?.includes(':') ? `[${host}]` : host,
    // 0 stands for a listener that there is not.
    httpsPort: ports?.httpsPort || null,
    httpPort: ports?.httpPort || null,
  }
}
