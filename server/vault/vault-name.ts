import { join } from 'node:path'
import type { VaultConfig } from '#server/config/load-config.ts'
import { writeFileAtomic } from '#server/data-folder/write-file-atomic.ts'
import { type LocalName, openLocalName } from '#server/mdns/open-local-name.ts'
import { readIfPresent } from '#server/tls/certificate-source.ts'

/** Asking three times takes 750 ms, and as long again when the name is taken. */
const SETTLE_MS = 3000

/** What the vault is called in the home network: known before it is held, for the certificate names it. */
export interface VaultName {
  /** `hearth.local`; null with `--local-name off`. */
  readonly current: () => string | null
  /** Holds it on the network, or the next free one, and resolves when that is settled. */
  announce(deps: AnnounceDeps): Promise<LocalName | null>
}

export interface AnnounceDeps {
  readonly config: Pick<VaultConfig, 'bind' | 'allowPublic'>
  readonly monotonic: () => number
  readonly warn: (message: string) => void
  /** Name or addresses changed: the certificate has to follow. */
  readonly onNames: () => void
}

/** RFC 6762 section 9: a name once given way to is remembered, so that the vault keeps its address over restarts. */
export async function createVaultName(
  { localName: base }: Pick<VaultConfig, 'localName'>,
  folder: string,
): Promise<VaultName> {
  if (base === null) return { current: () => null, announce: async () => null }
  const path = join(folder, 'local-name')
  const remembered = new RegExp(`^${base}-([2-9]|[1-9]\\d{1,3})\\.local$`).exec((await readIfPresent(path)) ?? '')
  const attempt = Number(remembered?.[1] ?? 1)
  let name = attempt === 1 ? `${base}.local` : `${base}-${attempt}.local`
  return {
    current: () => name,
    async announce({ config, monotonic, warn, onNames }) {
      const announced = openLocalName({
        ...{ base, attempt, monotonic, warn, bind: config.bind, allowPublic: config.allowPublic },
        onAddresses: onNames,
        onName: (held) => {
          if (held === name) return
          warn(`Another device is called ${name} in this network: the vault is ${held} now.`)
          name = held
          onNames()
          writeFileAtomic(path, held, { mode: 0o600 }).catch((error: unknown) =>
            warn(`${held} could not be remembered: ${String(error)}.`),
          )
        },
      })
      await announced.settled(SETTLE_MS)
      return announced
    },
  }
}
