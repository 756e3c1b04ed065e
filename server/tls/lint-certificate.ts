import 'reflect-metadata'
import { isIP } from 'node:net'
import * as x509 from '@peculiar/x509'
import { decodeNameConstraints, NAME_CONSTRAINTS_OID, permits } from './name-constraints.ts'
import { ALTERNATIVE_NAMES_OID, alternativeNamesOf, namesOf, parseCertificate } from './parse-certificate.ts'

const DAY_MS = 86_400_000
const OID = {
  subjectKey: '2.5.29.14',
  keyUsage: '2.5.29.15',
  alternativeNames: ALTERNATIVE_NAMES_OID,
  basicConstraints: '2.5.29.19',
  authorityKey: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
} as const
const KNOWN_CRITICAL: readonly string[] = [...Object.values(OID), NAME_CONSTRAINTS_OID]

/** What is wrong with a certificate, in sentences; an empty list is a clean one. */
export type LintFindings = readonly string[]

/**
 * What iOS and macOS demand of a server certificate (support.apple.com 103769 and 102028) and CA/Browser Forum's
 * baseline for its profile. Browsers on a PC accept less, so a test with them proves too little.
 */
export function lintLeaf(pem: string): LintFindings {
  const cert = parseCertificate(pem)
  const findings = [...lintCommon(cert)]
  const expect = (holds: boolean, finding: string) => void (holds || findings.push(finding))

  const days = (cert.notAfter.getTime() - cert.notBefore.getTime()) / DAY_MS
  expect(days <= 398, `it lives ${Math.ceil(days)} days; Apple accepts 398`)

  const names = namesOf(cert)
  expect(names.length > 0, 'it has no subject alternative names')
  for (const { type, value } of alternativeNamesOf(cert)) {
    expect(type === 'dns' || type === 'ip', `the alternative name ${value} is neither a DNS name nor an address`)
    expect(type !== 'dns' || isIP(value) === 0, `the address ${value} stands there as a DNS name`)
    expect(type !== 'dns' || isDnsName(value), `${value} is no DNS name`)
  }
  const commonNames = cert.subjectName.getField('CN')
  for (const name of commonNames)
    expect(names.includes(name), `the common name ${name} is not among the alternative names`)
  if (cert.subject === '')
    expect(isCritical(cert, OID.alternativeNames), 'without a subject the alternative names must be critical')

  const basic = cert.getExtension<x509.BasicConstraintsExtension>(OID.basicConstraints)
  expect(basic?.ca !== true, 'it is a CA')
  const usages = cert.getExtension<x509.KeyUsagesExtension>(OID.keyUsage)?.usages
  expect(
    usages !== undefined && (usages & x509.KeyUsageFlags.digitalSignature) !== 0,
    'its key usage lacks digitalSignature',
  )
  expect(((usages ?? 0) & x509.KeyUsageFlags.keyCertSign) === 0, 'its key may sign certificates')
  const purposes = cert.getExtension<x509.ExtendedKeyUsageExtension>(OID.extendedKeyUsage)?.usages.map(String) ?? []
  expect(purposes.includes(x509.ExtendedKeyUsage.serverAuth), 'its extended key usage lacks serverAuth')
  expect(!purposes.includes('2.5.29.37.0'), 'its extended key usage allows any purpose')
  expect(has(cert, OID.authorityKey), 'it has no authority key identifier')
  return findings
}

/** The same for an authority made by us: one that signs only leaves. */
export function lintAuthority(pem: string): LintFindings {
  const cert = parseCertificate(pem)
  const findings = [...lintCommon(cert)]
  const expect = (holds: boolean, finding: string) => void (holds || findings.push(finding))
  const basic = cert.getExtension<x509.BasicConstraintsExtension>(OID.basicConstraints)
  expect(basic?.ca === true, 'it is not a CA')
  expect(basic?.pathLength === 0, 'its path length is not 0')
  expect(isCritical(cert, OID.basicConstraints), 'its basic constraints are not critical')
  const usages = cert.getExtension<x509.KeyUsagesExtension>(OID.keyUsage)?.usages
  expect(
    usages === (x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign),
    'its key usage is not exactly keyCertSign and cRLSign',
  )
  expect(cert.subject !== '' && cert.subject === cert.issuer, 'it is not its own issuer')
  expect(
    !has(cert, NAME_CONSTRAINTS_OID) || isCritical(cert, NAME_CONSTRAINTS_OID),
    'its name constraints are not critical',
  )
  return findings
}

/** Whether the authority signed the leaf, and may have done so. */
export async function lintChain(leafPem: string, authorityPem: string): Promise<LintFindings> {
  const [leaf, authority] = [parseCertificate(leafPem), parseCertificate(authorityPem)]
  const findings: string[] = []
  const expect = (holds: boolean, finding: string) => void (holds || findings.push(finding))
  expect(leaf.issuer === authority.subject, 'its issuer is another authority')
  const signed = await leaf.verify({ publicKey: authority.publicKey, signatureOnly: true })
  expect(signed, "the authority's key did not sign it")
  expect(leaf.notAfter <= authority.notAfter, 'it outlives its authority')
  const authorityKey = leaf.getExtension<x509.AuthorityKeyIdentifierExtension>(OID.authorityKey)?.keyId
  const subjectKey = authority.getExtension<x509.SubjectKeyIdentifierExtension>(OID.subjectKey)?.keyId
  expect(authorityKey === subjectKey, 'its authority key identifier names another key')
  const constraints = authority.getExtension(NAME_CONSTRAINTS_OID)
  if (constraints !== null) {
    const permitted = decodeNameConstraints(new Uint8Array(constraints.value))
    for (const name of namesOf(leaf)) expect(permits(permitted, name), `the authority may not sign ${name}`)
  }
  return findings
}

function lintCommon(cert: x509.X509Certificate): string[] {
  const findings: string[] = []
  const expect = (holds: boolean, finding: string) => void (holds || findings.push(finding))
  const serial = Buffer.from(cert.serialNumber.padStart(2 * Math.ceil(cert.serialNumber.length / 2), '0'), 'hex')
  expect(
    serial.length <= 20 && ((serial[0] ?? 0) & 0x80) === 0,
    'its serial number is negative or longer than 20 bytes',
  )
  expect(serial.length >= 8, 'its serial number has less than 64 bits')
  expect(
    ['SHA-256', 'SHA-384', 'SHA-512'].includes(cert.signatureAlgorithm.hash.name),
    'it is signed with a hash weaker than SHA-256',
  )
  expect(isStrongKey(cert.publicKey.algorithm), 'its key is neither an elliptic one of 256 bits nor RSA of 2048')
  expect(cert.notBefore < cert.notAfter, 'it ends before it begins')
  expect(isCritical(cert, OID.keyUsage), 'its key usage is missing or not critical')
  expect(has(cert, OID.subjectKey), 'it has no subject key identifier')
  const ids = cert.extensions.map((extension) => extension.type)
  expect(new Set(ids).size === ids.length, 'an extension stands there twice')
  for (const { type, critical } of cert.extensions) {
    expect(!critical || KNOWN_CRITICAL.includes(type), `its critical extension ${type} is unknown to browsers`)
  }
  return findings
}

function isStrongKey(algorithm: Algorithm): boolean {
  // WebCrypto's algorithm objects carry these beside the name.
  const { name, namedCurve, modulusLength } = algorithm as Algorithm & { namedCurve?: string; modulusLength?: number }
  if (name.startsWith('EC')) return ['P-256', 'P-384', 'P-521'].includes(namedCurve ?? '')
  return name.startsWith('RSA') && (modulusLength ?? 0) >= 2048
}

function has(cert: x509.X509Certificate, type: string): boolean {
  return cert.getExtension(type) !== null
}

function isCritical(cert: x509.X509Certificate, type: string): boolean {
  return cert.getExtension(type)?.critical === true
}

function isDnsName(name: string): boolean {
  const labels = name.replace(/^\*\./, '').split('.')
  return name.length <= 253 && labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(label))
}
