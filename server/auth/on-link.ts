import { networkInterfaces } from 'node:os'
import ipaddr from 'ipaddr.js'

/**
 * Whether an address lies in a network of one of this machine's interfaces. Interfaces come and go, so they are read
 * each time; it is only asked at doors.
 */
export function isOnLink(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const client = ipaddr.process(address)
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .some(({ cidr }) => {
      if (cidr === null) return false
      const [network, bits] = ipaddr.parseCIDR(cidr)
      // A /128 or /32 is a tunnel's own end, no network of neighbours.
      return network.kind() === client.kind() && bits < network.toByteArray().length * 8 && client.match(network, bits)
    })
}
