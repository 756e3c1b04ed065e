import 'reflect-metadata'
import { createHash } from 'node:crypto'
import { isIP } from 'node:net'
import * as x509 from '@peculiar/x509'

export const ALTERNATIVE_NAMES_OID = '2.5.29.17'

/**
 * The first certificate of a PEM text, which in a chain is the server's own.
 * @throws Error when there is none or it is malformed
 */
export function parseCertificate(pem: string): x509.X509Certificate {
  const block = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/.exec(pem)?.[0]
  if (block === undefined) throw new Error('there is no certificate in PEM form')
  return new x509.X509Certificate(block)
}

export function alternativeNamesOf(cert: x509.X509Certificate): readonly { type: string; value: string }[] {
  return cert.getExtension<x509.SubjectAlternativeNameExtension>(ALTERNATIVE_NAMES_OID)?.names.toJSON() ?? []
}

/** The names and addresses a certificate is good for, IPv6 in its short form. */
export function namesOf(cert: x509.X509Certificate): string[] {
  return alternativeNamesOf(cert).map(({ type, value }) =>
    type === 'ip' && isIP(value) === 6 ? new URL(`http://[${value}]`).hostname.slice(1, -1) : value,
  )
}

/** SHA-256 of the DER form as people compare it: `AB:CD:...`. */
export function fingerprintOf(cert: x509.X509Certificate): string {
  const hex = createHash('sha256').update(new Uint8Array(cert.rawData)).digest('hex').toUpperCase()
  return hex.match(/../g)?.join(':') ?? ''
}
