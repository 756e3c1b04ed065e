import type { PrintedAddress } from './addresses.ts'

export interface BannerFacts {
  readonly name: string
  readonly version: string
  readonly addresses: readonly PrintedAddress[]
  /** Address and drawing of the QR code; null when no other device can come. */
  readonly qr: { readonly url: string; readonly drawing: string } | null
  readonly dataPath: string
  readonly persistPath: string
  /** SHA-256 of the certificate authority, or of the given certificate; null with `--tls off`. */
  readonly certificate: { readonly kind: 'authority' | 'given'; readonly fingerprint: string } | null
  /** null as soon as there is an admin. */
  readonly setup: { readonly code: string; readonly url: string } | null
  readonly warnings: readonly string[]
}

/** What the start prints once both listeners answer. */
export function buildBanner(facts: BannerFacts): string {
  const blocks = [
    `${facts.name} is up (Hearth ${facts.version})`,
    columns(facts.addresses.map(({ url, note }) => [url, note])),
    ...(facts.qr === null ? [] : [`${facts.qr.drawing.replace(/\s+$/, '')}\nScan it with a phone: ${facts.qr.url}`]),
    columns([
      ['Data folder', facts.dataPath],
      ['Settings', facts.persistPath],
    ]),
    ...(facts.certificate === null ? [] : [certificateBlock(facts.certificate)]),
    ...(facts.setup === null
      ? []
      : [`There is no admin yet. Open ${facts.setup.url} and type this code:\n\n    ${facts.setup.code}`]),
    ...facts.warnings.map((warning) => `Warning: ${warning}`),
    'Ctrl+C stops it.',
  ]
  return `\n${blocks
    .filter((block) => block !== '')
    .map(indent)
    .join('\n\n')}\n`
}

function certificateBlock(certificate: { kind: 'authority' | 'given'; fingerprint: string }): string {
  const what = certificate.kind === 'authority' ? 'Certificate authority of this vault' : 'Certificate in use'
  return `${what}, SHA-256:\n${certificate.fingerprint}`
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(0, ...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `${left.padEnd(width)}  ${right}`).join('\n')
}

function indent(block: string): string {
  return block.replace(/^(?=.)/gm, '  ')
}
