import { ROUTES } from '#lib/contracts/http/routes.ts'
import { type BoundRoute, onJson } from '#server/http/call.ts'
import type { OverviewService } from './overview.service.ts'

export function overviewRoutes({ overview }: { overview: Pick<OverviewService, 'overview'> }): BoundRoute[] {
  return [onJson(ROUTES.admin.overview, () => overview.overview())]
}
