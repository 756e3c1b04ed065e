import type { LanAddress } from '#server/tls/local-names.ts'

export interface ListeningOn {
  /** null with `--tls off`. */
  readonly httpsPort: number | null
  readonly httpPort: number
  /** Best first. */
  readonly lan: readonly LanAddress[]
  /** `hearth.local`, where it is told to the network; else null. */
  readonly localName: string | null
  /** Configured with `--bind`; empty means everywhere. */
  readonly bind: readonly string[]
  readonly allowHttp: boolean
}

export interface PrintedAddress {
  readonly url: string
  readonly note: string
}

/** What a person may type into a browser, this machine's own address first, the LAN's after it. */
export function listAddresses(on: ListeningOn): PrintedAddress[] {
  const reaches = (address: string) =>
    on.bind.length === 0 || on.bind.some((bound) => bound === address || bound === '0.0.0.0' || bound === '::')
  const list: PrintedAddress[] = []
  if (reaches('127.0.0.1')) list.push({ url: httpUrl('localhost', on.httpPort), note: 'on this machine' })
  const lan = on.lan.filter(({ address }) => reaches(address))
  const add = (host: string, note: string): void => {
    if (on.httpsPort !== null) list.push({ url: httpsUrl(host, on.httpsPort), note })
    else if (on.allowHttp) list.push({ url: httpUrl(host, on.httpPort), note: `${note}, not encrypted` })
  }
  if (on.localName !== null && lan.length > 0) add(on.localName, 'in your network, on devices that know names')
  for (const { address, interfaceName } of lan) add(address, `in your network (${interfaceName})`)
  return list
}

/**
 * The address for the QR code. A phone comes to the http page first where there is one: it hands out the certificate
 * authority and leads on to https.
 */
export function bestAddress(on: ListeningOn): string | null {
  const [first] = on.lan.filter(({ address }) => listAddresses(on).some(({ url }) => url.includes(`/${address}`)))
  if (first === undefined) return null
  return httpUrl(first.address, on.httpPort) + (on.httpsPort === null ? '' : 'trust')
}

function httpUrl(host: string, port: number): string {
  return `http://${host}${port === 80 ? '' : `:${port}`}/`
}

function httpsUrl(host: string, port: number): string {
  return `https://${host}${port === 443 ? '' : `:${port}`}/`
}
