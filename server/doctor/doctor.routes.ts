import { ROUTES } from '#lib/contracts/http/routes.ts'
import { type BoundRoute, onJson } from '#server/http/call.ts'
import type { Finding } from './finding.ts'

export function doctorRoutes({ doctor }: { doctor: () => Promise<Finding[]> }): BoundRoute[] {
  return [onJson(ROUTES.admin.doctor, async () => ({ findings: await doctor() }))]
}
