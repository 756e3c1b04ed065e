import { isIP } from 'node:net'
import type { NetworkInterfaceInfo } from 'node:os'
import ipaddr from 'ipaddr.js'

export type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>

export interface LanAddress {
  readonly address: string
  /** `eth0`, `en0`, `Wi-Fi` */
  readonly interfaceName: string
}

/** Bridges and tunnels of containers and virtual machines: real addresses, but nobody in the household reaches them. */
const VIRTUAL =
  /^(docker|br-|veth|virbr|vmnet|vboxnet|vEthernet|lxc|lxd|cni|flannel|podman|zt|utun|bridge|awdl|llw|anpi)/i

export function isVirtual(interfaceName: string): boolean {
  return VIRTUAL.test(interfaceName)
}

/** This machine's IPv4 addresses in the LAN, the one that phones most likely reach first. */
export function listLanAddresses(interfaces: Interfaces): LanAddress[] {
  const found: (LanAddress & { rank: number })[] = []
  for (const [interfaceName, infos] of Object.entries(interfaces)) {
    for (const { address, family, internal } of infos ?? []) {
      if (internal || family !== 'IPv4') continue
      found.push({ address, interfaceName, rank: rankOf(address, interfaceName) })
    }
  }
  return found.sort((a, b) => a.rank - b.rank).map(({ address, interfaceName }) => ({ address, interfaceName }))
}

function rankOf(address: string, interfaceName: string): number {
  const order = ['192.168.0.0/16', '10.0.0.0/8', '172.16.0.0/12', '100.64.0.0/10', '169.254.0.0/16']
  const place = order.findIndex((network) => ipaddr.IPv4.parse(address).match(ipaddr.IPv4.parseCIDR(network)))
  return (isVirtual(interfaceName) ? 100 : 0) + (place === -1 ? order.length : place)
}

export interface LocalNamesOptions {
  /** As the system says it. */
  readonly hostname: string
  readonly interfaces: Interfaces
  /** Configured with `--host`. */
  readonly hosts: readonly string[]
  /** What the vault is called in the home network (`hearth.local`); null when it has no name there. */
  readonly localName: string | null
}

/**
 * Every name and address under which this machine may be reached, each once: what the certificate is good for and what
 * `Host` may say. Link-local IPv6 is left out: it needs a zone, which no browser takes in an address.
 */
export function listLocalNames(options: LocalNamesOptions): string[] {
  const machine = options.hostname.toLowerCase().replace(/\.$/, '')
  const short = machine.split('.')[0] ?? ''
  const names = ['localhost', ...(options.localName === null ? [] : [options.localName])]
  if (isHostName(short)) names.push(short, `${short}.local`)
  if (isHostName(machine)) names.push(machine)
  names.push(...options.hosts, '127.0.0.1', '::1')
  for (const infos of Object.values(options.interfaces)) {
    for (const { address } of infos ?? []) {
      const bare = address.replace(/%.*$/, '')
      if (isIP(bare) !== 0 && ipaddr.parse(bare).range() !== 'linkLocal') names.push(bare)
      else if (isIP(bare) === 4) names.push(bare)
    }
  }
  return [...new Set(names)]
}

/** Whether a name or address may stand in a certificate (RFC 1123): no underscores, and not numeric only. */
export function isCertifiable(name: string): boolean {
  return isIP(name) !== 0 || isHostName(name)
}

function isHostName(name: string): boolean {
  const labels = name.split('.')
  return (
    name.length <= 253 &&
    labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label)) &&
    /[a-z]/.test(name)
  )
}
