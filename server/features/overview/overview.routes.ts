import type { Overview } from '#lib/contracts/http/admin.ts'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { type BoundRoute, onJson } from '#server/http/call.ts'

export function overviewRoutes({ overview }: { overview: () => Promise<Overview> }): BoundRoute[] {
  return [onJson(ROUTES.admin.overview, () => overview())]
}
