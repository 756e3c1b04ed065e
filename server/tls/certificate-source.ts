import { chmod, readFile, stat } from 'node:fs/promises'
import type { CertifiedKey } from './mint-certificates.ts'

/** Where the listener's certificate comes from: the vault's own authority, or files of the person. */
export interface CertificateSource {
  /** Ours, for people to install; null when the certificate is theirs. */
  readonly authority: { readonly pem: string; readonly der: Uint8Array; readonly fingerprint: string } | null
  /**
   * The certificate to use from now on, or null while the one in use is right.
   * @throws StartRefusal `tls` when there is no usable one
   */
  next(): Promise<CertifiedKey | null>
}

export async function readIfPresent(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** A private key is its owner's: takes away what a careless copy or restore gave to others. */
export async function keepPrivate(path: string): Promise<void> {
  if (process.platform === 'win32') return
  if (((await stat(path)).mode & 0o077) !== 0) await chmod(path, 0o600)
}
