import { createPrivateKey, X509Certificate } from 'node:crypto'
import { networkInterfaces, hostname as systemHostname } from 'node:os'
import { join } from 'node:path'
import { StartRefusal } from '#server/console/start-refusal.ts'
import { writeFileAtomic } from '#server/data-folder/write-file-atomic.ts'
import { type CertificateSource, keepPrivate, readIfPresent } from './certificate-source.ts'
import { lintChain, lintLeaf } from './lint-certificate.ts'
import { isCertifiable, listLocalNames } from './local-names.ts'
import { type CertifiedKey, mintLeaf } from './mint-certificates.ts'
import { permits } from './name-constraints.ts'
import { loadAuthority, type OwnAuthority } from './own-authority.ts'
import { namesOf, parseCertificate } from './parse-certificate.ts'
import { type LeafState, planLeaf } from './plan-leaf.ts'

export interface OwnCertificateOptions {
  /** `<data>/tls` */
  readonly folder: string
  /** Configured with `--host`. */
  readonly hosts: readonly string[]
  /** The name in the home network of the moment. */
  readonly localName: () => string | null
  readonly plainCa: boolean
  readonly builtAtMs: number
  readonly now: () => number
  readonly warn: (message: string) => void
  readonly hostname?: () => string
  readonly interfaces?: typeof networkInterfaces
}

/**
 * Certificates from the vault's own authority, good for every name and address of the moment.
 * @throws StartRefusal `tls`
 */
export async function openOwnCertificate(options: OwnCertificateOptions): Promise<CertificateSource> {
  const leafPath = join(options.folder, 'leaf.pem')
  const hostname = options.hostname ?? systemHostname
  const interfaces = options.interfaces ?? networkInterfaces
  const machine = hostname().toLowerCase()
  const authority = await loadAuthority({
    folder: options.folder,
    names: [...options.hosts, ...(machine.includes('.') ? [machine] : [])].filter(isCertifiable),
    plain: options.plainCa,
    nowMs: options.now(),
    builtAtMs: options.builtAtMs,
  })
  warnAboutConstraints(options, authority)
  const warned = new Set<string>()
  let leaf = await readLeaf(leafPath, authority)
  let given = false

  async function next(): Promise<CertifiedKey | null> {
    const wantedNames = listLocalNames({
      ...{ hostname: hostname(), interfaces: interfaces(), hosts: options.hosts, localName: options.localName() },
    }).filter((name) => isCertifiable(name) && (authority.constraints === null || permits(authority.constraints, name)))
    const plan = planLeaf({
      leaf: leaf?.state ?? null,
      wantedNames,
      authorityNotAfterMs: authority.notAfterMs,
      nowMs: options.now(),
      builtAtMs: options.builtAtMs,
    })
    if (plan.kind === 'blocked') warnOnce(sayBlocked(plan.because))
    else warned.clear()
    if (plan.kind === 'mint') {
      leaf = await makeLeaf(leafPath, wantedNames, authority, options.now())
      given = false
    }
    if (leaf === null) throw new StartRefusal('tls', `There is no certificate for https: ${[...warned].join(' ')}`)
    if (given) return null
    given = true
    return leaf.pair
  }

  function warnOnce(message: string): void {
    if (!warned.has(message)) options.warn(message)
    warned.add(message)
  }
  return { authority: { pem: authority.cert, der: authority.der, fingerprint: authority.fingerprint }, next }
}

interface Leaf {
  readonly pair: CertifiedKey
  readonly state: LeafState
}

async function makeLeaf(path: string, names: readonly string[], authority: OwnAuthority, nowMs: number): Promise<Leaf> {
  const pair = await mintLeaf({ nowMs, names, authority })
  const findings = [...lintLeaf(pair.cert), ...(await lintChain(pair.cert, authority.cert))]
  if (findings.length > 0)
    throw new StartRefusal('tls', `The certificate made for https is not sound: ${findings.join('; ')}.`)
  await writeFileAtomic(path, pair.key + pair.cert, { mode: 0o600 })
  return { pair, state: stateOf(pair.cert) }
}

/** The leaf of the last run; null when it is missing, damaged or another authority's: then a new one costs nothing. */
async function readLeaf(path: string, authority: OwnAuthority): Promise<Leaf | null> {
  const text = await readIfPresent(path)
  if (text === null) return null
  await keepPrivate(path)
  try {
    const cert = `${parseCertificate(text).toString('pem')}\n`
    const key = createPrivateKey(text)
    const findings = [...lintLeaf(cert), ...(await lintChain(cert, authority.cert))]
    if (findings.length > 0 || !new X509Certificate(cert).checkPrivateKey(key)) return null
    return { pair: { cert, key: key.export({ type: 'pkcs8', format: 'pem' }).toString() }, state: stateOf(cert) }
  } catch {
    return null // any damage at all: it is only a copy of what can be made again
  }
}

function stateOf(pem: string): LeafState {
  const cert = parseCertificate(pem)
  return { names: namesOf(cert), notBeforeMs: cert.notBefore.getTime(), notAfterMs: cert.notAfter.getTime() }
}

function warnAboutConstraints(options: OwnCertificateOptions, authority: OwnAuthority): void {
  const { constraints } = authority
  const again = `delete ${join(options.folder, 'ca.pem')} and every device has to trust the new one`
  if (options.plainCa && constraints !== null) {
    options.warn(
      `--plain-ca counts when the certificate authority is made, and there is one already. To make it anew, ${again}.`,
    )
  }
  const outside = constraints === null ? [] : options.hosts.filter((host) => !permits(constraints, host))
  if (outside.length > 0) {
    options.warn(
      `The vault's certificate authority may not sign ${outside.join(', ')}. Use --tls CERT,KEY, or ${again}.`,
    )
  }
}

function sayBlocked(because: 'clock_before_build' | 'authority_expired'): string {
  return because === 'clock_before_build'
    ? 'The clock of this machine is before the day this version was built: no certificate is made until it is right.'
    : "The vault's certificate authority has expired. Delete ca.pem in the data folder's tls folder and start again; every device has to trust the new one."
}
