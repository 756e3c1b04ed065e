import { ROUTES } from '#lib/contracts/http/routes.ts'
import { doerOf } from '#server/auth/doer-of.ts'
import { type BoundRoute, onJson } from '#server/http/call.ts'
import type { SettingsService } from './settings.service.ts'

export function settingsRoutes(deps: { settings: SettingsService }): BoundRoute[] {
  return [
    onJson(ROUTES.system.settings, async () => deps.settings.current()),
    onJson(ROUTES.system.changeSettings, ({ body, context }) => deps.settings.change(body, doerOf(context))),
  ]
}
