import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { launchVault, type VaultProcess } from '../../support/vault-process.ts'
import { inviteVisitor, until } from './visitor.ts'

/**
 * Runs inside network and mount namespaces of its own: a vault at one end of a cable, a machine with avahi at the
 * other. Prints what happened as one line of JSON.
 */
export interface LocalNameProbe {
  readonly resolved: string | null
  readonly printed: boolean
  readonly certified: readonly string[]
  /** What the vault answered the visitor over https under its name, without an ignored certificate. */
  readonly health: string
  readonly afterMove: string | null
  readonly certifiedAfterMove: boolean
  readonly afterStop: string | null
  readonly taken: { readonly output: string; readonly resolved: string | null; readonly health: string }
  readonly remembered: { readonly printed: boolean; readonly resolved: string | null; readonly visitorLog: string }
}

const run = promisify(execFile)
const ip = (...args: string[]) => run('ip', args)
const NAMED = { HEARTH_LOCAL_NAME: 'hearth' }

async function certifiedNames(vault: VaultProcess): Promise<string[]> {
  const leaf = new X509Certificate(await readFile(join(vault.dataFolder, 'tls', 'leaf.pem')))
  return (leaf.subjectAltName ?? '').split(', ')
}

await run('mkdir', ['-p', '/run/avahi-daemon'])
await run('mount', ['-t', 'tmpfs', 'none', '/run/avahi-daemon'])
await ip('link', 'set', 'lo', 'up')
const visitor = await inviteVisitor('10.77.0.2/24')
await ip('addr', 'add', '10.77.0.1/24', 'dev', 'lan0')
await ip('link', 'set', 'lan0', 'up')
await visitor.call('visitor')
const vault = await launchVault({ env: NAMED })

/** As a browser there would: the name through avahi, the certificate through the authority. */
async function askHealth(name: string): Promise<string> {
  const address = await visitor.resolve(name)
  const trust = ['--cacert', join(vault.dataFolder, 'tls', 'ca.crt')]
  const host = `${name}:${vault.httpsPort}`
  const flags = ['--silent', '--show-error', '--noproxy', '*', '--resolve', `${host}:${address}`]
  return visitor.run('curl', ...flags, ...trust, `https://${host}/api/health`)
}
const printed = (name: string) => until(async () => vault.output().includes(`https://${name}:${vault.httpsPort}/`))

try {
  await printed('hearth.local')
  const first = {
    resolved: await visitor.resolve('hearth.local'),
    printed: true,
    certified: await certifiedNames(vault),
    health: await askHealth('hearth.local'),
  }

  await ip('addr', 'del', '10.77.0.1/24', 'dev', 'lan0')
  await ip('addr', 'add', '10.77.0.3/24', 'dev', 'lan0')
  await until(async () => (await visitor.resolve('hearth.local')) === '10.77.0.3')
  const afterMove = await visitor.resolve('hearth.local')
  await until(async () => (await certifiedNames(vault)).includes('IP Address:10.77.0.3'))

  await vault.stop()
  await until(async () => (await visitor.resolve('hearth.local')) === null)
  const afterStop = await visitor.resolve('hearth.local')

  await visitor.call('hearth')
  await vault.start()
  await printed('hearth-2.local')
  const resolved = await visitor.resolve('hearth-2.local')
  await until(async () => (await certifiedNames(vault)).includes('DNS:hearth-2.local'))
  const taken = { output: vault.output(), resolved, health: await askHealth('hearth-2.local') }

  await vault.stop()
  await visitor.call('visitor')
  const before = vault.output().length
  await vault.start()
  await until(async () => vault.output().slice(before).includes('https://hearth'))
  const remembered = vault.output().slice(before).includes('https://hearth-2.local:')
  await visitor.call('hearth-2')
  await until(async () => /conflict/i.test(visitor.log()))
  const probe: LocalNameProbe = {
    ...first,
    ...{ afterMove, certifiedAfterMove: true, afterStop, taken },
    remembered: {
      printed: remembered,
      resolved: await visitor.resolve('hearth-2.local'),
      visitorLog: visitor.log(),
    },
  }
  process.stdout.write(`${JSON.stringify(probe)}\n`)
} finally {
  await vault.dispose()
  await visitor.leave()
}
process.exit(0)
