import { createHash, X509Certificate } from 'node:crypto'
import { escapeHtml } from '../escape-html.ts'

/**
 * A configuration profile that installs the authority on iOS, iPadOS and macOS (Apple, "Configuration Profile
 * Reference": com.apple.security.root). The same authority gives the same identifiers, so a second visit replaces the
 * profile instead of adding one.
 */
export function buildMobileConfig(pem: string, vaultName: string): string {
  const { raw } = new X509Certificate(pem)
  const name = escapeHtml(vaultName)
  const certificate = payload('com.apple.security.root', uuidOf(raw, 'certificate'), `${name}: certificate authority`, [
    '<key>PayloadCertificateFileName</key><string>hearth-ca.cer</string>',
    `<key>PayloadContent</key><data>${raw.toString('base64')}</data>`,
  ])
  const profile = payload('Configuration', uuidOf(raw, 'profile'), name, [
    '<key>PayloadDescription</key><string>Lets this device trust the vault at home.</string>',
    '<key>PayloadRemovalDisallowed</key><false/>',
    `<key>PayloadContent</key><array>${certificate}</array>`,
  ])
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">${profile}</plist>
`
}

function payload(type: string, uuid: string, displayName: string, more: readonly string[]): string {
  const own = [
    `<key>PayloadType</key><string>${type}</string>`,
    '<key>PayloadVersion</key><integer>1</integer>',
    `<key>PayloadIdentifier</key><string>local.hearth.${uuid}</string>`,
    `<key>PayloadUUID</key><string>${uuid}</string>`,
    `<key>PayloadDisplayName</key><string>${displayName}</string>`,
  ]
  return `<dict>${[...own, ...more].join('')}</dict>`
}

/** A UUID of version 8: our own digest of what it stands for (RFC 9562 section 5.8). */
function uuidOf(der: Uint8Array, part: string): string {
  const bytes = createHash('sha256').update(der).update(part).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex').toUpperCase()
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
