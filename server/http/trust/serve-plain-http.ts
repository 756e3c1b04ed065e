import { randomBytes, X509Certificate } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { sendProblem } from '../problem.ts'
import { admit, type Guards } from '../request-handler.ts'
import { setSecurityHeaders } from '../security-headers.ts'
import { CA_PATH, PROFILE_PATH } from './device-steps.ts'
import { buildMobileConfig } from './mobile-config.ts'
import { isDevice, recogniseDevice } from './recognise-device.ts'
import { renderTrustPage, SCRIPT_PATH, TRUST_PATH } from './trust-page.ts'

export interface PlainHttpDeps {
  readonly guards: Guards
  readonly vaultName: string
  /** null with `--tls off` or own certificate files: then there is no CA of ours to hand out. */
  readonly ca: { readonly pem: string; readonly fingerprint: string } | null
  /** null with `--tls off` */
  readonly httpsPort: number | null
  /** Under which https may be better reached than under the address the page was opened with; the best first. */
  readonly betterHosts: readonly string[]
  readonly allowHttp: boolean
  /** The text of `public/trust-page.js`. */
  readonly script: string
}

const PATHS: ReadonlySet<string> = new Set([TRUST_PATH, SCRIPT_PATH, CA_PATH, PROFILE_PATH])

/** Whether this is asked of plain http also where it is the whole app. */
export function isTrustPath(target: string | undefined): boolean {
  return PATHS.has((target ?? '').split('?', 1)[0] ?? '')
}

/**
 * What the plain-http listener shows to other devices: the CA certificate, its fingerprint, the steps for the device at
 * hand and the way to https. No cookie, no form, nothing of the household's: on this wire everybody listens.
 */
export function servePlainHttp(deps: PlainHttpDeps, request: IncomingMessage, response: ServerResponse): void {
  const requestId = randomBytes(9).toString('base64url')
  setSecurityHeaders(response)
  try {
    const { url } = admit(deps.guards, request, requestId)
    const reads = request.method === 'GET' || request.method === 'HEAD'
    if (!reads || url.pathname.startsWith('/api/')) throw new VaultError('https_required')
    const { type, body, headers } = choose(deps, request, url)
    const length = Buffer.byteLength(body)
    response.writeHead(200, { 'content-type': type, 'content-length': length, 'cache-control': 'no-store', ...headers })
    response.end(request.method === 'HEAD' ? undefined : body)
  } catch (error) {
    sendProblem(response, error, requestId)
  }
}

interface Shown {
  readonly type: string
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

function choose(deps: PlainHttpDeps, request: IncomingMessage, url: URL): Shown {
  const { ca, vaultName } = deps
  if (url.pathname === SCRIPT_PATH) return { type: 'text/javascript; charset=utf-8', body: deps.script }
  // Phones install an authority from this type; the name is what they show.
  if (ca !== null && url.pathname === CA_PATH) {
    return { type: 'application/x-x509-ca-cert', body: ca.pem, headers: attachment('hearth-ca.crt') }
  }
  if (ca !== null && url.pathname === PROFILE_PATH) {
    const body = buildMobileConfig(ca.pem, vaultName)
    return { type: 'application/x-apple-aspen-config', body, headers: attachment('hearth.mobileconfig') }
  }
  const hosts = [...new Set([...deps.betterHosts, url.hostname])]
  const policy = policyFor(hosts, deps.httpsPort, url.port)
  return {
    type: 'text/html; charset=utf-8',
    body: pageFor(deps, hosts, request, url),
    headers: { 'content-security-policy': policy },
  }
}

const attachment = (name: string) => ({ 'content-disposition': `attachment; filename="${name}"` })

function pageFor(deps: PlainHttpDeps, hosts: readonly string[], request: IncomingMessage, url: URL): string {
  const asked = url.searchParams.get('device')
  const { vaultName, httpsPort, allowHttp } = deps
  return renderTrustPage({
    ...{ vaultName, httpsPort, allowHttp },
    ca: deps.ca === null ? null : { name: nameOf(deps.ca.pem), fingerprint: deps.ca.fingerprint },
    hosts,
    device: isDevice(asked) ? asked : recogniseDevice(request.headers['user-agent'] ?? ''),
  })
}

/** The page asks the vault's own addresses whether they answer, and nobody else. */
function policyFor(hosts: readonly string[], httpsPort: number | null, httpPort: string): string {
  const asked = hosts.flatMap((host) => [`https://${host}:${httpsPort}`, `http://${host}:${httpPort || '80'}`])
  return [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "script-src 'self'",
    `connect-src ${httpsPort === null ? "'none'" : asked.join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** As the lists of the systems show it. */
function nameOf(pem: string): string {
  return /^CN=(.+)$/m.exec(new X509Certificate(pem).subject)?.[1] ?? 'Hearth'
}
