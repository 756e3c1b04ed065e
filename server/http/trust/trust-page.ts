import { escapeHtml } from '../escape-html.ts'
import { type DeviceGuide, guideFor, type Step } from './device-steps.ts'
import { drawRows, MARK } from './drawings.ts'
import { DEVICES, type Device } from './recognise-device.ts'
import { TRUST_STYLE } from './trust-style.ts'

export interface TrustPageFacts {
  readonly vaultName: string
  /** null with `--tls off` or own certificate files: then there is no authority of ours to install. */
  readonly ca: { readonly name: string; readonly fingerprint: string } | null
  /** null with `--tls off` */
  readonly httpsPort: number | null
  /** Names and addresses to try over https, the one to prefer first; what the page was opened under is among them. */
  readonly hosts: readonly string[]
  /** Whether the whole app is served here too. */
  readonly allowHttp: boolean
  readonly device: Device
}

export const TRUST_PATH = '/trust'
export const SCRIPT_PATH = '/trust-page.js'

/**
 * The way to https for somebody who came by the QR code, in words for the device at hand. It carries all it needs; the
 * script only tries which address answers and whether it is trusted, and without it the steps are the same.
 */
export function renderTrustPage(facts: TrustPageFacts): string {
  const name = escapeHtml(facts.vaultName)
  const guide = facts.ca === null ? null : guideFor(facts.device, facts.ca.name)
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>${name} · the way to https</title><style>${TRUST_STYLE}</style></head>
<body${renderData(facts)}><main>
<header><span class="brand">${MARK}${name}</span>${guide === null ? '' : '<a href="#others">Other device?</a>'}</header>
${facts.httpsPort === null ? renderProxy(facts) : renderWay(facts, guide)}
${facts.allowHttp ? renderWithout() : ''}
</main>${facts.httpsPort === null ? '' : `<script src="${SCRIPT_PATH}" defer></script>`}</body></html>`
}

function renderData({ hosts, httpsPort, device }: TrustPageFacts): string {
  const data = { hosts: hosts.join(' '), port: String(httpsPort ?? ''), device }
  return Object.entries(data)
    .map(([key, value]) => ` data-${key}="${escapeHtml(value)}"`)
    .join('')
}

function renderProxy({ vaultName }: TrustPageFacts): string {
  return `<h1>${escapeHtml(vaultName)} is behind a proxy</h1>
<p>This address is not encrypted, so the vault shows nothing of yours here. Open the https address of the proxy in front of it.</p>`
}

function renderWay(facts: TrustPageFacts, guide: DeviceGuide | null): string {
  const title = guide === null ? 'Go on over https' : `Make ${guide.called} trust your vault`
  const lead =
    guide === null
      ? 'This address is not encrypted, so the vault shows nothing of yours here.'
      : 'Once, about three minutes. Then everything between this device and the vault is encrypted, and it can be installed like an app.'
  return `<div id="way"><h1>${escapeHtml(title)}</h1><p>${lead}</p>
<section id="trusted" class="card good" hidden><h2>This device trusts the vault</h2><p id="where"></p>
<a id="open" class="button" href="${escapeHtml(httpsUrl(facts, facts.hosts[0] ?? ''))}">Open ${escapeHtml(facts.vaultName)}</a></section>
${guide === null ? '' : renderSteps(guide)}
<div id="result" role="status"></div>
<p><button id="check" class="button second wide" type="button" hidden>Done, check it</button></p>
<noscript><p><a class="button wide" href="${escapeHtml(httpsUrl(facts, facts.hosts.at(-1) ?? ''))}">Done, open it over https</a></p></noscript>
${facts.ca === null ? '' : renderFingerprint(facts.ca.fingerprint)}
${guide?.note === undefined ? '' : `<p class="quiet">${escapeHtml(guide.note)}</p>`}</div>
${facts.ca === null ? '' : renderOthers(facts.ca.name, facts.device)}`
}

/** Where the check goes on over https: there the browser proves by a real worker what this page can only guess. */
function httpsUrl({ httpsPort }: Pick<TrustPageFacts, 'httpsPort'>, host: string): string {
  return `https://${host}${httpsPort === 443 ? '' : `:${httpsPort}`}${TRUST_PATH}`
}

function renderSteps({ steps }: DeviceGuide): string {
  const last: Step = {
    title: 'Check it here',
    text: 'Come back to this page and press the button below. Then the vault can be added to the home screen.',
  }
  return `<ol class="steps">${[...steps, last].map(renderStep).join('')}</ol>`
}

function renderStep({ title, text, loads, rows }: Step): string {
  const button =
    loads === undefined ? '' : `<p><a class="button" href="${loads.path}" download>${escapeHtml(loads.label)}</a></p>`
  return `<li><h2>${escapeHtml(title)}</h2><p>${escapeHtml(text)}</p>${button}${rows === undefined ? '' : drawRows(rows)}</li>`
}

function renderFingerprint(fingerprint: string): string {
  return `<p class="quiet">SHA-256 fingerprint of the certificate. The same stands on the vault’s console; if it differs, install nothing.</p>
<p class="fingerprint">${escapeHtml(fingerprint)}</p>`
}

function renderOthers(authority: string, device: Device): string {
  const links = DEVICES.filter((other) => other !== device).map(
    (other) => `<li><a href="${TRUST_PATH}?device=${other}">${escapeHtml(guideFor(other, authority).name)}</a></li>`,
  )
  return `<section aria-labelledby="others"><h2 id="others">Another device</h2><ul class="others">${links.join('')}</ul></section>`
}

function renderWithout(): string {
  return `<section class="card without" aria-labelledby="without"><h2 id="without">Or go on without it</h2>
<p>The vault works without the certificate too. What is missing then:</p>
<ul class="missing"><li>Encryption: everybody in this network can read along, passwords too.</li>
<li>The app: a browser installs nothing from here.</li></ul>
<p><a class="button second" href="/">Continue without installing</a></p></section>`
}
