import { z } from 'zod'
import { timeSchema } from './common.ts'
import { route } from './route.ts'

export const serviceScopeSchema = z.enum(['metrics:read'])

export const serviceTokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  scope: serviceScopeSchema,
  madeBy: z.string(),
  createdAt: timeSchema,
  lastUsedAt: timeSchema.nullable().describe('to the minute; null: never'),
  works: z.boolean().describe('false: whoever made it is no admin any more'),
})
export type ServiceToken = z.output<typeof serviceTokenSchema>

const rule = { kind: 'vault', action: 'settings.manage' } as const

export const serviceTokenRoutes = {
  list: route('service_tokens.list', 'GET /api/service-tokens', {
    summary: 'Long-lived tokens of machines, such as the one that reads the metrics.',
    rule,
    response: z.object({ tokens: z.array(serviceTokenSchema) }),
  }),
  create: route('service_tokens.create', 'POST /api/service-tokens', {
    summary:
      'Makes a token that opens what its scope says and nothing else, until it is revoked. It is told this once.',
    rule,
    body: z.object({ name: z.string().trim().min(1).max(64), scope: serviceScopeSchema }),
    response: z.object({ token: serviceTokenSchema, secret: z.string() }),
    status: 201,
  }),
  revoke: route('service_tokens.revoke', 'DELETE /api/service-tokens/:token', {
    summary: 'Ends a token at once.',
    rule,
    params: z.object({ token: z.string().min(1).max(64) }),
  }),
}
