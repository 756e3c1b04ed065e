import { createPrivateKey, X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import { StartRefusal } from '#server/console/start-refusal.ts'
import { writeFileAtomic } from '#server/data-folder/write-file-atomic.ts'
import { keepPrivate, readIfPresent } from './certificate-source.ts'
import { lintAuthority } from './lint-certificate.ts'
import { type CertifiedKey, mintAuthority } from './mint-certificates.ts'
import {
  constraintsFor,
  decodeNameConstraints,
  NAME_CONSTRAINTS_OID,
  type NameConstraints,
} from './name-constraints.ts'
import { fingerprintOf, parseCertificate } from './parse-certificate.ts'

export interface OwnAuthority extends CertifiedKey {
  readonly der: Uint8Array
  readonly fingerprint: string
  readonly notAfterMs: number
  /** null: it may sign anything. */
  readonly constraints: NameConstraints | null
  readonly isNew: boolean
}

/**
 * The household's authority from `<tls>/ca.pem` (key and certificate in one file, so that they never part), made at
 * first start. `ca.crt` beside it is the public half, for people.
 * @throws StartRefusal `tls` when it is damaged, for a silent new one would lock every device out, or when the clock
 * is too wrong to make one
 */
export async function loadAuthority(options: {
  folder: string
  /** Names outside the home's that it must be able to sign. */
  names: readonly string[]
  plain: boolean
  nowMs: number
  builtAtMs: number
}): Promise<OwnAuthority> {
  const path = join(options.folder, 'ca.pem')
  const text = await readIfPresent(path)
  if (text !== null) {
    await keepPrivate(path)
    const authority = describe(readAuthority(text, path), false)
    await writePublicHalf(options.folder, authority.cert)
    return authority
  }
  if (options.nowMs < options.builtAtMs) {
    throw new StartRefusal(
      'tls',
      [
        `The clock of this machine says ${day(options.nowMs)}, but this version was built on ${day(options.builtAtMs)}.`,
        'A certificate made now would carry wrong dates for ten years. Set the clock and start again.',
      ].join('\n'),
    )
  }
  const made = await mintAuthority({
    nowMs: options.nowMs,
    constraints: options.plain ? null : constraintsFor(options.names),
  })
  await writeFileAtomic(path, made.key + made.cert, { mode: 0o600 })
  await writePublicHalf(options.folder, made.cert)
  return describe(made, true)
}

function readAuthority(text: string, path: string): CertifiedKey {
  try {
    const cert = parseCertificate(text).toString('pem')
    const key = createPrivateKey(text)
    const findings = lintAuthority(cert)
    if (findings.length > 0) throw new Error(findings.join('; '))
    if (!new X509Certificate(cert).checkPrivateKey(key)) throw new Error('the key does not belong to the certificate')
    return { cert: `${cert}\n`, key: key.export({ type: 'pkcs8', format: 'pem' }).toString() }
  } catch (cause) {
    throw new StartRefusal(
      'tls',
      [
        `The certificate authority in ${path} is damaged (${cause instanceof Error ? cause.message : 'unreadable'}).`,
        'Put the file back from a backup. Or delete it: the vault makes a new one, and every device has to trust that again.',
      ].join('\n'),
      { cause },
    )
  }
}

function describe(pair: CertifiedKey, isNew: boolean): OwnAuthority {
  const cert = parseCertificate(pair.cert)
  const constraints = cert.getExtension(NAME_CONSTRAINTS_OID)
  return {
    ...pair,
    isNew,
    der: new Uint8Array(cert.rawData),
    fingerprint: fingerprintOf(cert),
    notAfterMs: cert.notAfter.getTime(),
    constraints: constraints === null ? null : decodeNameConstraints(new Uint8Array(constraints.value)),
  }
}

async function writePublicHalf(folder: string, cert: string): Promise<void> {
  const path = join(folder, 'ca.crt')
  if ((await readIfPresent(path)) !== cert) await writeFileAtomic(path, cert, { mode: 0o644 })
}

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
