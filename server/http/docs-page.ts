import type { AnyRoute } from '#lib/contracts/http/route.ts'
import { ERROR_CODES } from '#lib/core/errors/error-codes.ts'
import { escapeHtml } from './escape-html.ts'
import { describeApi } from './openapi.ts'

type Json = Record<string, unknown>

/** The API as one page to read, without script: every route of the table, every error code. */
export function renderDocsPage(routes: readonly AnyRoute[], version: string): string {
  const paths = describeApi(routes, version).paths as Record<string, Record<string, Json>>
  const sections = routes.map((contract) => {
    const path = contract.path.replace(/:([a-z]+)/gi, '{$1}')
    return renderRoute(contract, paths[path]?.[contract.method.toLowerCase()] ?? {})
  })
  const codes = Object.entries(ERROR_CODES).map(
    ([code, [status, title, advice]]) =>
      `<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${escapeHtml(`${title} ${advice}`)}</td></tr>`,
  )
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Hearth API</title><style>${STYLE}</style></head>
<body><main><h1>Hearth API ${escapeHtml(version)}</h1>
<p>For programs: get a token from <a href="#tokens.create"><code>POST /api/tokens</code></a> and send it as
<code>Authorization: Bearer …</code>. The same as <a href="/api/openapi.json">OpenAPI</a>.</p>
<h2>Routes</h2>${sections.join('\n')}
<h2>Errors</h2><table><thead><tr><th>Code</th><th>Status</th><th>Meaning</th></tr></thead>
<tbody>${codes.join('')}</tbody></table></main></body></html>`
}

function renderRoute(contract: AnyRoute, operation: Json): string {
  const parameters = (operation.parameters ?? []) as { name: string; in: string; required: boolean; schema: Json }[]
  const rows = parameters.map(
    (parameter) =>
      `<tr><td><code>${escapeHtml(parameter.name)}</code></td><td>${parameter.in}${parameter.required ? ', needed' : ''}</td>` +
      `<td>${escapeHtml(describeSchema(parameter.schema))}</td></tr>`,
  )
  return `<section id="${contract.id}"><h3><code>${contract.method} ${escapeHtml(contract.path)}</code></h3>
<p>${escapeHtml(contract.summary)} <em>${escapeHtml(describeRule(contract))}</em></p>
${rows.length === 0 ? '' : `<table><tbody>${rows.join('')}</tbody></table>`}
${renderShape('Body', operation.requestBody)}${renderShape('Answer', (operation.responses as Json | undefined)?.[contract.status])}
</section>`
}

function renderShape(title: string, part: unknown): string {
  const schema = (part as { content?: { 'application/json'?: { schema?: Json } } } | undefined)?.content?.[
    'application/json'
  ]?.schema
  if (schema === undefined) return ''
  return `<details><summary>${title}</summary><pre tabindex="0">${escapeHtml(JSON.stringify(schema, null, 2))}</pre></details>`
}

function describeSchema(schema: Json): string {
  const parts = [schema.enum ? (schema.enum as string[]).join(' | ') : schema.type, schema.description]
  if (schema.default !== undefined) parts.push(`default ${JSON.stringify(schema.default)}`)
  return parts.filter(Boolean).join(', ')
}

function describeRule({ rule }: AnyRoute): string {
  switch (rule.kind) {
    case 'public':
      return 'For everybody in the home network.'
    case 'setup':
      return 'Only while there is no admin.'
    case 'account':
      return 'For every signed-in person.'
    default:
      return `Needs “${rule.action}”.`
  }
}

const STYLE = `:root{color-scheme:light dark;--paper:#faf6f0;--surface:#fffdfa;--ink:#2b2420;--ink2:#5c5248;--hair:#e8e0d5;--ember:#c0481a;--link:#a93d11}
@media(prefers-color-scheme:dark){:root{--paper:#191512;--surface:#211c18;--ink:#f5eee5;--ink2:#c6baac;--hair:#372f29;--ember:#f08848;--link:#f89d66}}
body{margin:0;background:var(--paper);color:var(--ink);font:14px/20px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:820px;margin:0 auto;padding:32px 20px}h1{font-size:28px;line-height:34px}h2{font-size:20px;margin-top:40px}h3{font-size:14px;margin:0 0 4px;overflow-wrap:anywhere}
section{background:var(--surface);border:1px solid var(--hair);border-radius:14px;padding:16px;margin:12px 0}p{color:var(--ink2);margin:0 0 8px}em{font-style:normal}
a{color:var(--link)}code,pre{font-family:ui-monospace,monospace;font-size:13px}pre{overflow:auto;max-height:360px;margin:8px 0 0}
td code{overflow-wrap:anywhere}table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:6px 12px 6px 0;border-top:1px solid var(--hair);vertical-align:top}
summary{cursor:pointer;padding:4px 0}:focus-visible{outline:2px solid var(--ember);outline-offset:2px}`
