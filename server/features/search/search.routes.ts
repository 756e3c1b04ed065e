import { ROUTES } from '#lib/contracts/http/routes.ts'
import { type BoundRoute, onJson } from '#server/http/call.ts'
import type { SearchService } from './search.service.ts'

export function searchRoutes({ search }: { search: SearchService }): BoundRoute[] {
  return [
    onJson(ROUTES.search.find, ({ query, context }) =>
      search.find(query, { actor: context.identity.actor, address: context.address, signal: context.signal }),
    ),
  ]
}
