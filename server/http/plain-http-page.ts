import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { escapeHtml } from './escape-html.ts'
import { sendProblem } from './problem.ts'
import { admit, type Guards } from './request-handler.ts'
import { setSecurityHeaders } from './security-headers.ts'

export interface PlainHttpDeps {
  readonly guards: Guards
  readonly vaultName: string
  /** null with `--tls off` or own certificate files: then there is no CA of ours to hand out. */
  readonly ca: { readonly pem: string; readonly fingerprint: string } | null
  /** null with `--tls off` */
  readonly httpsPort: number | null
}

const CA_PATH = '/hearth-ca.crt'

/**
 * What the plain-http listener shows to other devices: the CA certificate, its fingerprint and the way to https.
 * No cookie, no form, no script: on this wire everybody listens.
 */
export function servePlainHttpPage(deps: PlainHttpDeps, request: IncomingMessage, response: ServerResponse): void {
  const requestId = randomBytes(9).toString('base64url')
  setSecurityHeaders(response)
  try {
    const { url } = admit(deps.guards, request, requestId)
    const reads = request.method === 'GET' || request.method === 'HEAD'
    if (!reads || url.pathname.startsWith('/api/')) throw new VaultError('https_required')
    if (url.pathname === CA_PATH && deps.ca !== null) sendCertificate(response, deps.ca.pem)
    else sendPage(deps, request, response, url.hostname)
  } catch (error) {
    sendProblem(response, error, requestId)
  }
}

function sendPage(deps: PlainHttpDeps, request: IncomingMessage, response: ServerResponse, host: string): void {
  const body = renderPage(deps, host)
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** Phones install a CA from this type; the name is what they show. */
function sendCertificate(response: ServerResponse, pem: string): void {
  response.writeHead(200, {
    'content-type': 'application/x-x509-ca-cert',
    'content-disposition': 'attachment; filename="hearth-ca.crt"',
    'content-length': Buffer.byteLength(pem),
    'cache-control': 'no-store',
  })
  response.end(pem)
}

function renderPage(deps: PlainHttpDeps, host: string): string {
  const name = escapeHtml(deps.vaultName)
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${name} · the way to https</title><style>${STYLE}</style></head>
<body><main>
<h1>${name}</h1>
<p>This address is not encrypted, so the vault shows nothing of yours here.</p>
${renderWay(deps, host)}
${deps.ca === null ? '' : renderCa(deps.ca.fingerprint)}
</main></body></html>`
}

function renderWay({ httpsPort, vaultName }: PlainHttpDeps, host: string): string {
  if (httpsPort === null) return '<p>Open the https address of the proxy in front of it.</p>'
  const https = `https://${host}${httpsPort === 443 ? '' : `:${httpsPort}`}/`
  return `<p><a class="button" href="${escapeHtml(https)}">Open ${escapeHtml(vaultName)} over https</a></p>`
}

function renderCa(fingerprint: string): string {
  return `<section aria-labelledby="ca"><h2 id="ca">If this device warns</h2>
<p>The vault made its own certificate authority. Install it once on this device, and the warning goes away for good.</p>
<ol><li>Download <a href="${CA_PATH}" download>the certificate (hearth-ca.crt)</a>.</li>
<li>Compare its SHA-256 fingerprint with the one on the vault’s console:</li></ol>
<p class="fingerprint">${escapeHtml(fingerprint)}</p>
<ol start="3"><li>Install it as a certificate authority in the settings of this device, then open the https address.</li></ol></section>`
}

const STYLE = `:root{color-scheme:light dark;--paper:#faf6f0;--surface:#fffdfa;--ink:#2b2420;--ink2:#5c5248;--hair:#e8e0d5;--ember:#c0481a;--on:#fff;--link:#a93d11}
@media(prefers-color-scheme:dark){:root{--paper:#191512;--surface:#211c18;--ink:#f5eee5;--ink2:#c6baac;--hair:#372f29;--ember:#f08848;--on:#2a1206;--link:#f89d66}}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/22px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:560px;margin:0 auto;padding:40px 20px}h1{font-size:28px;line-height:34px;letter-spacing:-.022em;margin:0 0 12px}
h2{font-size:16px;line-height:22px;margin:0 0 8px}p,ol{color:var(--ink2);margin:0 0 16px}ol{padding-left:20px}a{color:var(--link)}
section{background:var(--surface);border:1px solid var(--hair);border-radius:16px;padding:20px;margin-top:32px}
.button{display:inline-block;background:var(--ember);color:var(--on);font-weight:600;text-decoration:none;border-radius:12px;padding:11px 20px}
.fingerprint{font:13px/20px ui-monospace,monospace;color:var(--ink);overflow-wrap:anywhere}
:focus-visible{outline:2px solid var(--ember);outline-offset:2px}`
