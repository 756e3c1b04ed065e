import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { createSecureContext } from 'node:tls'
import { StartRefusal } from '#server/console/start-refusal.ts'
import type { CertificateSource } from './certificate-source.ts'
import { lintLeaf } from './lint-certificate.ts'
import type { CertifiedKey } from './mint-certificates.ts'

export interface GivenCertificateOptions {
  readonly certPath: string
  readonly keyPath: string
  readonly now: () => number
  readonly warn: (message: string) => void
}

/** The person's own PEM files, read again when they change (certbot replaces them in place). */
export function openGivenCertificate(options: GivenCertificateOptions): CertificateSource {
  let seen: string | null = null

  async function next(): Promise<CertifiedKey | null> {
    const signature = await signatureOf(options)
    if (signature === seen) return null
    const pair = await readPair(options)
    // Renewal replaces two files: between them they do not match, and the next round looks again.
    seen = signature
    for (const finding of warningsAbout(pair, options.now())) options.warn(`${options.certPath}: ${finding}.`)
    return pair
  }
  return { authority: null, next }
}

async function signatureOf({ certPath, keyPath }: GivenCertificateOptions): Promise<string> {
  const parts: string[] = []
  for (const path of [certPath, keyPath]) {
    try {
      const { ino, size, mtimeNs } = await stat(path, { bigint: true })
      parts.push(`${ino}:${size}:${mtimeNs}`)
    } catch (cause) {
      throw unusable(path, cause)
    }
  }
  return parts.join()
}

async function readPair({ certPath, keyPath }: GivenCertificateOptions): Promise<CertifiedKey> {
  const cert = await readFile(certPath, 'utf8').catch((cause: unknown) => Promise.reject(unusable(certPath, cause)))
  const key = await readFile(keyPath, 'utf8').catch((cause: unknown) => Promise.reject(unusable(keyPath, cause)))
  let path = certPath
  try {
    const parsed = new X509Certificate(cert)
    path = keyPath
    const matches = parsed.checkPrivateKey(createPrivateKey(key))
    if (!matches) throw new Error(`the key does not belong to the certificate in ${certPath}`)
    createSecureContext({ cert, key })
  } catch (cause) {
    throw unusable(path, cause)
  }
  return { cert, key }
}

function unusable(path: string, cause: unknown): StartRefusal {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new StartRefusal('tls', `The file ${path} named with --tls cannot be used: ${reason}.`, { cause })
}

function warningsAbout(pair: CertifiedKey, nowMs: number): string[] {
  const cert = new X509Certificate(pair.cert)
  const warnings = [...lintLeaf(pair.cert)]
  if (Date.parse(cert.validTo) < nowMs) warnings.push(`it expired on ${cert.validTo}`)
  if (Date.parse(cert.validFrom) > nowMs) warnings.push(`it is only valid from ${cert.validFrom}`)
  return warnings
}
