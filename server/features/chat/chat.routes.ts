import { ROUTES } from '#lib/contracts/http/routes.ts'
import { type BoundRoute, onJson, placeOf } from '#server/http/call.ts'
import type { ChatService } from './chat.service.ts'

export function chatRoutes({ chat }: { chat: Pick<ChatService, 'page' | 'unread'> }): BoundRoute[] {
  return [
    onJson(ROUTES.chat.list, ({ query, context }) =>
      chat.page(query, { actor: context.identity.actor, place: placeOf(context) }),
    ),
    onJson(ROUTES.chat.unread, async ({ context }) => ({ rooms: await chat.unread(context.identity.actor) })),
  ]
}
