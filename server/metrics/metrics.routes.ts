import { ROUTES } from '#lib/contracts/http/routes.ts'
import { type BoundRoute, onBytes } from '#server/http/call.ts'
import type { Metrics } from './metrics.ts'

export function metricsRoutes({ metrics }: { metrics: Metrics }): BoundRoute[] {
  return [
    onBytes(ROUTES.admin.metrics, async (_call, _request, response) => {
      const body = Buffer.from(await metrics.expose())
      response.writeHead(200, {
        'content-type': metrics.contentType,
        'content-length': body.length,
        'cache-control': 'no-store',
      })
      response.end(body)
    }),
  ]
}
