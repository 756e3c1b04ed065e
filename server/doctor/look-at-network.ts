import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import ipaddr from 'ipaddr.js'
import { portRefusal } from '#server/console/port-refusal.ts'
import { listLanAddresses } from '#server/tls/local-names.ts'
import { namesOf, parseCertificate } from '#server/tls/parse-certificate.ts'
import { bad, type Finding, good, warning } from './finding.ts'

const DAY_MS = 86_400_000
const ANSWER_MS = 10_000

export interface NetworkFacts {
  readonly httpPort: number
  readonly httpsPort: number
  readonly usesTls: boolean
}

/** Both ports, the sockets behind them, and the way other devices come. */
export async function lookAtNetwork(facts: NetworkFacts): Promise<Finding[]> {
  const ports = [
    lookAtPort('--http-port', facts.httpPort, false),
    ...(facts.usesTls ? [lookAtPort('--port', facts.httpsPort, true)] : []),
  ]
  return [...(await Promise.all(ports)).flat(), lookAtAddresses()]
}

async function lookAtPort(flag: '--port' | '--http-port', port: number, secure: boolean): Promise<Finding[]> {
  const subject = `Port ${port}`
  if (port === 0) return [good(subject, 'The system gives a free one at each start.')]
  const health = await ask(port, secure, '/api/health')
  if (health?.status === 200 && isHealth(health.body)) {
    return [good(subject, 'A vault answers here.'), await lookAtSockets(port, secure)]
  }
  if (health !== null) return [bad(subject, 'Another program answers here.', `Choose another port with ${flag}.`)]
  const trouble = await tryToListen(port)
  if (trouble === null) return [good(subject, 'It is free; no vault runs.')]
  const words = portRefusal(trouble, { flag, port, platform: process.platform })?.message ?? String(trouble)
  const [said = '', ...mend] = words.split('\n')
  return [bad(subject, said, mend.join(' '))]
}

/** Whether the vault takes a WebSocket; whoever is not signed in is told so on it. */
async function lookAtSockets(port: number, secure: boolean): Promise<Finding> {
  const status = await askForSocket(port, secure)
  return status === 101
    ? good('Sockets', `They answer on port ${port}.`)
    : bad('Sockets', `They do not answer on port ${port} (${status ?? 'no answer'}).`, 'See <data>/logs.')
}

function lookAtAddresses(): Finding {
  const lan = listLanAddresses(networkInterfaces())
  const shown = lan.map(({ address, interfaceName }) => `${address} (${interfaceName})`).join(', ')
  return lan.length === 0
    ? warning(
        'Home network',
        'This machine has no address in one.',
        'Connect it; other devices cannot come until then.',
      )
    : good('Home network', shown)
}

/** How long the certificate holds, and whether it knows today's addresses. */
export async function lookAtCertificate(path: string, now: number): Promise<Finding> {
  const subject = 'Certificate'
  const pem = await readFile(path, 'utf8').catch(() => null)
  if (pem === null) return good(subject, 'It is made at the first start.')
  try {
    const certificate = parseCertificate(pem)
    const days = Math.floor((certificate.notAfter.getTime() - now) / DAY_MS)
    if (days < 0)
      return bad(subject, `It ended ${-days} days ago.`, 'Start the vault, or give it a new one with --tls.')
    const names = new Set(namesOf(certificate))
    // The vault's own authority may sign for home networks alone.
    const atHome = listLanAddresses(networkInterfaces()).filter(({ address }) => isHomeAddress(address))
    const unknown = atHome.filter(({ address }) => !names.has(address))
    const missing = unknown.map(({ address }) => address).join(', ')
    return missing === ''
      ? good(subject, `It holds for ${days} days.`)
      : warning(subject, `It does not know ${missing} yet.`, 'A running vault makes a new one by itself.')
  } catch (error) {
    return bad(subject, `${path} cannot be read: ${error instanceof Error ? error.message : error}.`, 'Replace it.')
  }
}

export const ownCertificatePath = (dataPath: string): string => join(dataPath, 'tls', 'leaf.pem')

const HOME_RANGES = new Set(['private', 'linkLocal', 'carrierGradeNat'])
const isHomeAddress = (address: string) => HOME_RANGES.has(ipaddr.parse(address).range())

function isHealth(body: string): boolean {
  try {
    const parsed: unknown = JSON.parse(body)
    return typeof parsed === 'object' && parsed !== null && 'uptimeSeconds' in parsed
  } catch {
    return false
  }
}

/** Null when nobody answers. The certificate is looked at apart; here only the answer counts. */
function ask(port: number, secure: boolean, path: string): Promise<{ status: number; body: string } | null> {
  return new Promise((resolve) => {
    const request = (secure ? httpsRequest : httpRequest)(
      { host: '127.0.0.1', port, path, headers: { host: 'localhost' }, timeout: ANSWER_MS, rejectUnauthorized: false },
      (response) => {
        let body = ''
        response.setEncoding('utf8')
        response.on('data', (text: string) => {
          if (body.length < 10_000) body += text
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
        response.on('error', () => resolve(null))
      },
    )
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(null))
    request.end()
  })
}

/** The opening handshake of RFC 6455. @returns the status of the answer, null when there was none */
function askForSocket(port: number, secure: boolean): Promise<number | null> {
  return new Promise((resolve) => {
    const headers = {
      host: 'localhost',
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': randomBytes(16).toString('base64'),
    }
    const path = '/socket.io/?EIO=4&transport=websocket'
    const request = (secure ? httpsRequest : httpRequest)({
      ...{ host: '127.0.0.1', port, path, headers },
      ...{ timeout: ANSWER_MS, rejectUnauthorized: false },
    })
    request.on('upgrade', (response, socket) => {
      socket.destroy()
      resolve(response.statusCode ?? null)
    })
    request.on('response', (response) => {
      response.resume()
      resolve(response.statusCode ?? null)
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(null))
    request.end()
  })
}

function tryToListen(port: number): Promise<unknown> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', resolve)
    server.listen(port, () => server.close(() => resolve(null)))
  })
}
