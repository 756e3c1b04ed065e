import { allRoutes, ROUTES } from '#lib/contracts/http/routes.ts'
import { type BoundRoute, onBytes, onJson } from './call.ts'
import { renderDocsPage } from './docs-page.ts'
import { describeApi } from './openapi.ts'

export interface SystemDeps {
  readonly version: string
  readonly uptimeSeconds: () => number
  readonly stopping: () => boolean
}

/** Health and the descriptions of the API itself. */
export function systemRoutes(deps: SystemDeps): BoundRoute[] {
  return [
    onJson(ROUTES.system.health, async () => {
      return {
        status: deps.stopping() ? ('stopping' as const) : ('ok' as const),
        version: deps.version,
        uptimeSeconds: Math.floor(deps.uptimeSeconds()),
      }
    }),
    onJson(ROUTES.system.openapi, async () => describeApi(allRoutes(), deps.version)),
    onBytes(ROUTES.system.docs, async (_call, request, response) => {
      const body = renderDocsPage(allRoutes(), deps.version)
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-length': Buffer.byteLength(body),
        'cache-control': 'no-cache',
        'content-security-policy':
          "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      })
      response.end(request.method === 'HEAD' ? undefined : body)
    }),
  ]
}
