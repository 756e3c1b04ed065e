import type { TlsSetting } from '#server/config/value-kinds.ts'
import type { CertificateSource } from './certificate-source.ts'
import { openGivenCertificate } from './given-certificate.ts'
import type { CertifiedKey } from './mint-certificates.ts'
import { type OwnCertificateOptions, openOwnCertificate } from './own-certificate.ts'
import { fingerprintOf, namesOf, parseCertificate } from './parse-certificate.ts'

export interface OpenTlsOptions extends OwnCertificateOptions {
  readonly setting: Exclude<TlsSetting, { kind: 'off' }>
  /** How often addresses, files and dates are looked at. */
  readonly pollMs?: number
}

/** The certificate of the https listener, kept right while the vault runs. */
export interface VaultTls {
  secureContext(): CertifiedKey
  /** The household's authority, for people to install; null with `--tls CERT,KEY`. */
  readonly ca: CertificateSource['authority']
  /** SHA-256 of the authority, or of the given certificate: the same on the console and on the http page. */
  fingerprint(): string
  /** Names and addresses the certificate in use is good for. */
  names(): readonly string[]
  /** Called with the new one whenever it changes: give it to `server.setSecureContext`. @returns how to stop that */
  onChange(listener: (pair: CertifiedKey) => void): () => void
  /** Looks at once instead of waiting for the next round. */
  refresh(): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the own authority or the given files.
 * @throws StartRefusal `tls` when there is no usable certificate; later troubles only warn and keep the one in use
 */
export async function openTls(options: OpenTlsOptions): Promise<VaultTls> {
  const source =
    options.setting.kind === 'auto'
      ? await openOwnCertificate(options)
      : openGivenCertificate({ ...options, certPath: options.setting.certPath, keyPath: options.setting.keyPath })
  const first = await source.next()
  if (first === null) throw new Error('a source gives its certificate at the first call')

  let current = first
  let lastTrouble = ''
  let running: Promise<void> = Promise.resolve()
  const listeners = new Set<(pair: CertifiedKey) => void>()

  async function round(): Promise<void> {
    try {
      const changed = await source.next()
      lastTrouble = ''
      if (changed === null) return
      current = changed
      for (const listener of listeners) listener(changed)
    } catch (error) {
      const trouble = error instanceof Error ? error.message : String(error)
      if (trouble !== lastTrouble) options.warn(`${trouble} The certificate in use stays.`)
      lastTrouble = trouble
    }
  }
  const refresh = (): Promise<void> => {
    running = running.then(round)
    return running
  }
  const timer = setInterval(() => void refresh(), options.pollMs ?? 10_000)
  timer.unref()

  return {
    secureContext: () => current,
    ca: source.authority,
    fingerprint: () => source.authority?.fingerprint ?? fingerprintOf(parseCertificate(current.cert)),
    names: () => namesOf(parseCertificate(current.cert)),
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    refresh,
    close: async () => {
      clearInterval(timer)
      await running
    },
  }
}
