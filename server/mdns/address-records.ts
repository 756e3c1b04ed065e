import ipaddr from 'ipaddr.js'
import { type DnsRecord, encodeName, TYPE } from './dns-message.ts'

/** An interface of this machine that speaks IPv4, and the addresses that devices behind it reach the vault under. */
export interface Link {
  /** `eth0 192.168.1.5`: another address is another link. */
  readonly id: string
  /** The IPv4 address whose socket sends on this link. */
  readonly address: string
  readonly netmask: string
  /** All of the interface, the sending one first. */
  readonly addresses: readonly string[]
}

/** RFC 6762 section 10: records with a host's address live 120 seconds. */
export const TTL_SECONDS = 120

/** What the vault says of its name on a link: one record for each address. */
export function recordsOf(fullName: string, link: Link, ttlSeconds = TTL_SECONDS): DnsRecord[] {
  return link.addresses.map((address) => addressRecord(fullName, address, ttlSeconds))
}

export function addressRecord(name: string, address: string, ttlSeconds: number): DnsRecord {
  const parsed = ipaddr.parse(address)
  const type = parsed.kind() === 'ipv4' ? TYPE.A : TYPE.AAAA
  return { name, type, ttlSeconds, unique: true, data: Uint8Array.from(parsed.toByteArray()) }
}

/** "This name has records of these types and of no other" (RFC 6762 section 6.1), so that nobody waits for one. */
export function absenceRecord(name: string, types: readonly number[]): DnsRecord {
  const bitmap = new Uint8Array(Math.floor(Math.max(...types) / 8) + 1)
  for (const type of types) bitmap[type >> 3] = (bitmap[type >> 3] ?? 0) | (0x80 >> (type & 7))
  const data = Buffer.concat([encodeName(name), Buffer.of(0, bitmap.length), bitmap])
  return { name, type: TYPE.NSEC, ttlSeconds: TTL_SECONDS, unique: true, data }
}

/** RFC 6762 section 8.2: by type, then by the bytes of the data, as unsigned numbers. */
function compareRecords(a: DnsRecord, b: DnsRecord): number {
  return a.type - b.type || Buffer.compare(a.data, b.data)
}

/** Section 8.2.1: lists in order, record by record; the longer one is later when all else is the same. */
export function compareProposals(ours: readonly DnsRecord[], theirs: readonly DnsRecord[]): number {
  const [a, b] = [ours.toSorted(compareRecords), theirs.toSorted(compareRecords)]
  for (const [index, record] of a.entries()) {
    const other = b[index]
    if (other === undefined) return 1
    const order = compareRecords(record, other)
    if (order !== 0) return order
  }
  return a.length - b.length
}

export function isSameData(a: DnsRecord, b: DnsRecord): boolean {
  return compareRecords(a, b) === 0
}
