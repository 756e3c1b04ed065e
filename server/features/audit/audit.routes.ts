import { ROUTES } from '#lib/contracts/http/routes.ts'
import { type BoundRoute, onJson } from '#server/http/call.ts'
import type { AuditService } from './audit.service.ts'

export function auditRoutes({ audit }: { audit: AuditService }): BoundRoute[] {
  return [onJson(ROUTES.admin.audit, ({ query }) => audit.list(query))]
}
