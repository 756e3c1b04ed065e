import { networkInterfaces } from 'node:os'
import type { VaultConfig } from '#server/config/load-config.ts'
import { bestAddress, type ListeningOn, listAddresses } from '#server/console/addresses.ts'
import { buildBanner } from '#server/console/banner.ts'
import { drawQr } from '#server/console/qr.ts'
import { listLanAddresses } from '#server/tls/local-names.ts'
import type { VaultTls } from '#server/tls/open-tls.ts'

export interface BannerInput {
  readonly config: VaultConfig
  readonly name: string
  readonly version: string
  readonly dataPath: string
  readonly httpsPort: number | null
  readonly httpPort: number
  readonly tls: VaultTls | null
  /** `hearth.local`; null when the vault has no name in the home network. */
  readonly localName: string | null
  /** null when there is an admin. */
  readonly setupCode: string | null
}

/** Tells the person at the console where the vault is, once it answers there. */
export async function printBanner(input: BannerInput): Promise<void> {
  const { config, tls } = input
  const on: ListeningOn = {
    httpsPort: input.httpsPort,
    httpPort: input.httpPort,
    lan: listLanAddresses(networkInterfaces()),
    localName: input.localName,
    bind: config.bind,
    allowHttp: config.allowHttp,
  }
  const best = bestAddress(on)
  console.log(
    buildBanner({
      name: input.name,
      version: input.version,
      addresses: listAddresses(on),
      qr: best === null ? null : { url: best, drawing: await drawQr(best, { ansi: process.stdout.isTTY === true }) },
      dataPath: input.dataPath,
      persistPath: config.persistPath,
      certificate:
        tls === null ? null : { kind: tls.ca === null ? 'given' : 'authority', fingerprint: tls.fingerprint() },
      setup:
        input.setupCode === null ? null : { code: input.setupCode, url: `http://localhost:${input.httpPort}/setup` },
      warnings: config.warnings,
    }),
  )
}
