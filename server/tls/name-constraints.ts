import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { derElement, readDerElements } from './der.ts'

export const NAME_CONSTRAINTS_OID = '2.5.29.30'

/** What a CA may sign: these DNS names with everything below them, and addresses of these networks. Nothing else. */
export interface NameConstraints {
  readonly dnsNames: readonly string[]
  /** `10.0.0.0/8`, `fe80::/10` */
  readonly networks: readonly string[]
}

/**
 * Names of home networks, and every address that is not the public internet's (RFC 1918, 3927, 4193, 4291, 6598, 8375).
 */
export const HOME_CONSTRAINTS: NameConstraints = {
  dnsNames: ['local', 'localhost', 'home.arpa'],
  networks: [
    '10.0.0.0/8',
    '172.16.0.0/12',
    '192.168.0.0/16',
    '169.254.0.0/16',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '::1/128',
    'fc00::/7',
    'fe80::/10',
  ],
}

/**
 * The home's names and addresses, and those that the person configured. A machine name without a dot has no business
 * here: it would let the authority sign a whole top-level domain, for `box`, `media` and `studio` are such.
 */
export function constraintsFor(names: readonly string[]): NameConstraints {
  const own = names.filter((name) => !permits(HOME_CONSTRAINTS, name))
  return {
    dnsNames: [...HOME_CONSTRAINTS.dnsNames, ...own.filter((name) => isIP(name) === 0)],
    networks: [
      ...HOME_CONSTRAINTS.networks,
      ...own.filter((name) => isIP(name) !== 0).map((address) => `${address}/${isIP(address) === 4 ? 32 : 128}`),
    ],
  }
}

export function permits(constraints: NameConstraints, name: string): boolean {
  if (isIP(name) === 0) return constraints.dnsNames.some((base) => name === base || name.endsWith(`.${base}`))
  const address = ipaddr.parse(name)
  return constraints.networks.some((network) => {
    const [base, bits] = ipaddr.parseCIDR(network)
    return base.kind() === address.kind() && address.match(base, bits)
  })
}

const SEQUENCE = 0x30
const PERMITTED = 0xa0
const DNS_NAME = 0x82
const IP_ADDRESS = 0x87

/** RFC 5280 section 4.2.1.10: permittedSubtrees of dNSName and of iPAddress (address, then mask). */
export function encodeNameConstraints(constraints: NameConstraints): Uint8Array<ArrayBuffer> {
  const subtrees = [
    ...constraints.dnsNames.map((name) => derElement(DNS_NAME, Buffer.from(name, 'ascii'))),
    ...constraints.networks.map((network) => derElement(IP_ADDRESS, encodeNetwork(network))),
  ]
  return derElement(SEQUENCE, derElement(PERMITTED, ...subtrees.map((base) => derElement(SEQUENCE, base))))
}

function encodeNetwork(network: string): Uint8Array {
  const [address, bits] = ipaddr.parseCIDR(network)
  const bytes = address.toByteArray()
  const mask = bytes.map((_, index) => (0xff00 >> Math.min(8, Math.max(0, bits - index * 8))) & 0xff)
  return Uint8Array.from([...bytes.map((byte, index) => byte & (mask[index] ?? 0)), ...mask])
}

/** @throws RangeError when the extension is malformed */
export function decodeNameConstraints(extension: Uint8Array): NameConstraints {
  const dnsNames: string[] = []
  const networks: string[] = []
  const [outer] = readDerElements(extension)
  for (const list of readDerElements(outer?.content ?? new Uint8Array())) {
    if (list.tag !== PERMITTED) continue
    for (const subtree of readDerElements(list.content)) {
      const [base] = readDerElements(subtree.content)
      if (base?.tag === DNS_NAME) dnsNames.push(Buffer.from(base.content).toString('ascii'))
      if (base?.tag === IP_ADDRESS) networks.push(decodeNetwork(base.content))
    }
  }
  return { dnsNames, networks }
}

function decodeNetwork(content: Uint8Array): string {
  const half = content.length / 2
  const address = ipaddr.fromByteArray([...content.subarray(0, half)])
  const bits = ipaddr.fromByteArray([...content.subarray(half)]).prefixLengthFromSubnetMask()
  if (bits === null) throw new RangeError('a network of the name constraints has a mask with holes')
  return `${address.toString()}/${bits}`
}
