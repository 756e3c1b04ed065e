import { ROUTES } from '#lib/contracts/http/routes.ts'
import { type BoundRoute, onJson } from '#server/http/call.ts'
import type { SetupService } from './setup.service.ts'

export function setupRoutes({ setup }: { setup: SetupService }): BoundRoute[] {
  return [onJson(ROUTES.system.setup, ({ body, context }) => setup.run(body, context.address))]
}
