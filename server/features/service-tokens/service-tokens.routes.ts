import { ROUTES } from '#lib/contracts/http/routes.ts'
import { doerOf } from '#server/auth/doer-of.ts'
import { type BoundRoute, onJson } from '#server/http/call.ts'
import type { ServiceTokensService } from './service-tokens.service.ts'

export function serviceTokenRoutes({ serviceTokens }: { serviceTokens: ServiceTokensService }): BoundRoute[] {
  const { list, create, revoke } = ROUTES.serviceTokens
  return [
    onJson(list, async () => ({ tokens: await serviceTokens.list() })),
    onJson(create, ({ body, context }) => serviceTokens.create(body, doerOf(context))),
    onJson(revoke, ({ params, context }) => serviceTokens.revoke(params.token, doerOf(context))),
  ]
}
