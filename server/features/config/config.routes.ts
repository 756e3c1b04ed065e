import { ROUTES } from '#lib/contracts/http/routes.ts'
import { doerOf } from '#server/auth/doer-of.ts'
import { type BoundRoute, onJson } from '#server/http/call.ts'
import type { ConfigService } from './config.service.ts'

export function configRoutes({ settings }: { settings: ConfigService }): BoundRoute[] {
  return [
    onJson(ROUTES.admin.config, async () => ({ settings: await settings.list() })),
    onJson(ROUTES.admin.changeConfig, async ({ body, context }) => {
      await settings.change(body.key, body.value, doerOf(context))
      return { settings: await settings.list() }
    }),
  ]
}
