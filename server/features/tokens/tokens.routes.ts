import { ROUTES } from '#lib/contracts/http/routes.ts'
import { doerOf } from '#server/auth/doer-of.ts'
import { requireSession, type SessionsService } from '#server/features/sessions/sessions.service.ts'
import { type BoundRoute, onJson } from '#server/http/call.ts'
import type { TokensService } from './tokens.service.ts'

export function tokenRoutes(deps: { tokens: TokensService; sessions: SessionsService }): BoundRoute[] {
  return [
    onJson(ROUTES.people.createToken, ({ body, context }) => {
      const { address } = context
      if (body.grant === 'refresh') return deps.tokens.refresh(body.refreshToken, address)
      const label = body.label || context.userAgent
      return deps.tokens.create({ name: body.name, password: body.password, label, address })
    }),
    onJson(ROUTES.people.revokeToken, async ({ context }) => {
      await deps.sessions.end(requireSession(context.identity.sessionId), doerOf(context))
    }),
  ]
}
