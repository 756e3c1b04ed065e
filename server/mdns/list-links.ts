import { isIP } from 'node:net'
import type { NetworkInterfaceInfo } from 'node:os'
import ipaddr from 'ipaddr.js'
import { isHomeAddress } from '#server/http/guards/address-guard.ts'
import { type Interfaces, isVirtual } from '#server/tls/local-names.ts'
import type { Link } from './address-records.ts'

export interface ListLinksOptions {
  readonly interfaces: Interfaces
  /** Configured with `--bind`; empty means everywhere. */
  readonly bind: readonly string[]
  /** Whether public addresses are worth naming: the vault refuses who comes from there otherwise. */
  readonly allowPublic: boolean
}

/**
 * Where the vault says its name: each IPv4 network that a household may be in. Bridges of containers count only when
 * there is nothing else, for `br-lan` is a real one on a router.
 */
export function listLinks(options: ListLinksOptions): Link[] {
  const names = Object.keys(options.interfaces)
  const real = names.filter((name) => !isVirtual(name)).flatMap((name) => linksOf(name, options))
  return real.length > 0 ? real : names.filter(isVirtual).flatMap((name) => linksOf(name, options))
}

function linksOf(name: string, { interfaces, bind, allowPublic }: ListLinksOptions): Link[] {
  const reaches = (address: string) =>
    bind.length === 0 || bind.includes(address) || bind.includes(isIP(address) === 4 ? '0.0.0.0' : '::')
  const usable = (interfaces[name] ?? []).filter(
    (info) =>
      !info.internal && reaches(info.address) && isNameable(info) && (allowPublic || isHomeAddress(info.address)),
  )
  const addresses = usable.map(({ address }) => address)
  return usable.filter(isNetwork).map(({ address, netmask }) => ({
    id: `${name} ${address}`,
    address,
    netmask,
    addresses: [address, ...addresses.filter((other) => other !== address)],
  }))
}

/** A link-local IPv6 address works with a zone only, which no record carries. */
function isNameable({ address }: NetworkInterfaceInfo): boolean {
  return isIP(address) !== 0 && !(isIP(address) === 6 && ipaddr.parse(address).range() === 'linkLocal')
}

/** Neither IPv6 nor the single address of a tunnel, where there is nobody to hear it. */
function isNetwork({ family, netmask }: NetworkInterfaceInfo): boolean {
  return family === 'IPv4' && netmask !== '255.255.255.255'
}

/** RFC 6762 section 11: who is not on the link is not listened to. */
export function isOnLink({ address, netmask }: Link, from: string): boolean {
  const bits = ipaddr.IPv4.isValid(netmask) ? ipaddr.IPv4.parse(netmask).prefixLengthFromSubnetMask() : null
  if (bits === null || !ipaddr.IPv4.isValid(from)) return false
  return ipaddr.IPv4.parse(from).match([ipaddr.IPv4.parse(address), bits])
}
