import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { join } from 'node:path'
import type { VaultConfig } from '#server/config/load-config.ts'
import type { PlainHttpDeps } from '#server/http/trust/serve-plain-http.ts'
import { SCRIPT_PATH } from '#server/http/trust/trust-page.ts'
import type { VaultTls } from '#server/tls/open-tls.ts'

/** What the page on plain http says of this vault. */
export async function createPlainPage(deps: {
  readonly config: Pick<VaultConfig, 'hosts' | 'allowHttp'>
  readonly tls: VaultTls | null
  readonly publicFolder: string
}): Promise<{
  facts(now: { vaultName: string; localName: string | null }): Omit<PlainHttpDeps, 'guards' | 'httpsPort'>
}> {
  const { config, tls } = deps
  const script = await readFile(join(deps.publicFolder, SCRIPT_PATH), 'utf8')
  return {
    facts: ({ vaultName, localName }) => ({
      ...{ vaultName, script, allowHttp: config.allowHttp },
      ca: tls?.ca ? { pem: tls.ca.pem, fingerprint: tls.ca.fingerprint } : null,
      betterHosts: betterHosts(tls?.names() ?? [], [...config.hosts, ...(localName === null ? [] : [localName])]),
    }),
  }
}

/**
 * Names stay when addresses change. Those somebody chose come first, the one in the home network behind them, and of a
 * given certificate all it is good for; only what the certificate covers leads to https without a warning.
 */
function betterHosts(certified: readonly string[], chosen: readonly string[]): string[] {
  const isName = (host: string) => isIP(host) === 0 && host !== 'localhost' && !host.startsWith('*')
  const wanted = chosen.filter((host) => certified.includes(host))
  return (wanted.length > 0 ? wanted : certified.filter((host) => host.includes('.'))).filter(isName)
}
