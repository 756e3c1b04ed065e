import type { VaultWarning } from '#lib/contracts/http/admin.ts'
import { allRoutes, ROUTES } from '#lib/contracts/http/routes.ts'
import type { Health } from '#lib/contracts/http/system.ts'
import { can } from '#lib/core/permissions/can.ts'
import { type BoundRoute, onBytes, onJson } from './call.ts'
import { renderDocsPage } from './docs-page.ts'
import { describeApi } from './openapi.ts'

export interface SystemDeps {
  readonly version: string
  readonly uptimeSeconds: () => number
  readonly stopping: () => boolean
  /** What needs a look; null when nobody could find out. */
  readonly warnings: () => Promise<VaultWarning[] | null>
}

const VAULT = { kind: 'vault', editorsMayCreateRooms: false } as const

/** Health and the descriptions of the API itself. */
export function systemRoutes(deps: SystemDeps): BoundRoute[] {
  return [
    onJson(ROUTES.system.health, async ({ context }) => {
      const warnings = await deps.warnings()
      const facts = { version: deps.version, uptimeSeconds: Math.floor(deps.uptimeSeconds()) }
      const status: Health['status'] = deps.stopping() ? 'stopping' : warnings?.length === 0 ? 'ok' : 'attention'
      const mayLook = can(context.identity.actor, 'settings.manage', VAULT).kind === 'allowed'
      return { status, ...facts, ...(mayLook && warnings !== null ? { warnings } : {}) }
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
