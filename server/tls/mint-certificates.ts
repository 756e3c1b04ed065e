import 'reflect-metadata'
import { randomBytes, webcrypto } from 'node:crypto'
import { isIP } from 'node:net'
import * as x509 from '@peculiar/x509'
import { encodeNameConstraints, NAME_CONSTRAINTS_OID, type NameConstraints } from './name-constraints.ts'

const DAY_MS = 86_400_000
const AUTHORITY_DAYS = 3650
/** Apple refuses leaves that live longer than 398 days; CA/Browser Forum counts both ends, hence one less. */
const LEAF_DAYS = 397
/** Clocks of phones run a little behind. */
const BACKDATE_MS = DAY_MS
const KEYS = { name: 'ECDSA', namedCurve: 'P-256' } as const
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const

/** A certificate and its private key, both PEM. */
export interface CertifiedKey {
  readonly cert: string
  readonly key: string
}

/** A new authority for this household; `constraints` null makes one that may sign anything. */
export async function mintAuthority(options: {
  nowMs: number
  constraints: NameConstraints | null
}): Promise<CertifiedKey> {
  const keys = await generateKeys()
  const publicKey = await x509.PublicKey.create(keys.publicKey)
  const subjectKey = await x509.SubjectKeyIdentifierExtension.create(keys.publicKey)
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: randomSerial(),
    // A part of the key's id tells two authorities apart in a phone's list.
    name: [{ CN: [`Hearth home CA ${subjectKey.keyId.slice(0, 8)}`] }, { O: ['Hearth'] }],
    ...validity(options.nowMs, AUTHORITY_DAYS),
    keys,
    signingAlgorithm: SIGNATURE,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      subjectKey,
      await x509.AuthorityKeyIdentifierExtension.create(publicKey),
      ...(options.constraints === null
        ? []
        : [new x509.Extension(NAME_CONSTRAINTS_OID, true, encodeNameConstraints(options.constraints))]),
    ],
  })
  return { cert: toPem(cert), key: await exportKey(keys.privateKey) }
}

/** A server certificate for names and addresses (at least one), signed by the authority. */
export async function mintLeaf(options: {
  nowMs: number
  names: readonly string[]
  authority: CertifiedKey
}): Promise<CertifiedKey> {
  const { authority, names } = options
  const issuer = new x509.X509Certificate(authority.cert)
  const keys = await generateKeys()
  const cert = await x509.X509CertificateGenerator.create({
    serialNumber: randomSerial(),
    // A common name is only tolerated when the alternative names hold it too.
    subject: [{ CN: [names.find((name) => isIP(name) === 0 && name.length <= 64) ?? names[0] ?? ''] }],
    issuer: issuer.subjectName,
    ...validity(options.nowMs, LEAF_DAYS, issuer.notAfter.getTime()),
    publicKey: keys.publicKey,
    signingKey: await importKey(authority.key),
    signingAlgorithm: SIGNATURE,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((name) => ({ type: isIP(name) === 0 ? ('dns' as const) : ('ip' as const), value: name })),
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  })
  return { cert: toPem(cert), key: await exportKey(keys.privateKey) }
}

function validity(
  nowMs: number,
  days: number,
  notAfterLimitMs = Number.POSITIVE_INFINITY,
): { notBefore: Date; notAfter: Date } {
  // Whole seconds: DER times of certificates have no fractions (RFC 5280 section 4.1.2.5).
  const notBefore = Math.floor((nowMs - BACKDATE_MS) / 1000) * 1000
  return { notBefore: new Date(notBefore), notAfter: new Date(Math.min(notBefore + days * DAY_MS, notAfterLimitMs)) }
}

/** 126 random bits, positive, 16 bytes in DER (RFC 5280 section 4.1.2.2 allows 20). */
function randomSerial(): string {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40
  return bytes.toString('hex')
}

function generateKeys(): Promise<CryptoKeyPair> {
  // Node's and the DOM's CryptoKeyPair are one class at run time.
  return webcrypto.subtle.generateKey(KEYS, true, ['sign', 'verify']) as Promise<CryptoKeyPair>
}

async function exportKey(key: CryptoKey): Promise<string> {
  return `${x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`
}

async function importKey(pem: string): Promise<CryptoKey> {
  const [raw] = x509.PemConverter.decode(pem)
  if (raw === undefined) throw new RangeError('no key in the PEM')
  return (await webcrypto.subtle.importKey('pkcs8', raw, KEYS, false, ['sign'])) as CryptoKey // as above
}

function toPem(cert: x509.X509Certificate): string {
  return `${cert.toString('pem')}\n`
}
