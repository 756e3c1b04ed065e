import { z } from 'zod'
import { personSchema, placeParams, timeSchema } from './common.ts'
import { entryViewSchema } from './entries.ts'
import { route } from './route.ts'

export const chatKindSchema = z
  .enum(['text', 'joined', 'unlocked', 'uploaded'])
  .describe('"text" was written by its author; the others tell what the author did')

export const chatMessageSchema = z.object({
  id: z.string(),
  placeId: z.string(),
  seq: z.number().int().describe('its place in the conversation: grows, never changes'),
  rev: z.number().int().describe('grows with every change of the conversation; a message shows that of its last'),
  kind: chatKindSchema,
  author: personSchema.describe('a guest under the name of that time'),
  text: z.string().describe('plain text; empty once it is deleted'),
  entries: z.array(
    z.object({
      id: z.string(),
      name: z.string().describe('when it was said'),
      entry: entryViewSchema.nullable().describe('null when it is no longer in this room'),
    }),
  ),
  entryCount: z.number().int().describe('of "uploaded": all of them, of which `entries` are the first'),
  folder: z.string().describe('of "uploaded": the path they went to'),
  at: timeSchema,
  deletedAt: timeSchema.nullable(),
  clientId: z.string().nullable().describe('for its author alone'),
  may: z.object({ delete: z.boolean() }),
})
export type ChatMessage = z.output<typeof chatMessageSchema>

export const chatPageSchema = z.object({
  messages: z.array(chatMessageSchema).describe('oldest first'),
  nextCursor: z.string().nullable().describe('of the older ones'),
  rev: z.number().int().describe('the conversation stands at least here; ask `since` it'),
  more: z.boolean().describe('of `since`: there is more, ask again from `rev`'),
  readSeq: z.number().int().describe('up to where the caller has read'),
  self: z.object({ name: z.string(), needsName: z.boolean().describe('a guest says a name first') }),
})
export type ChatPage = z.output<typeof chatPageSchema>

export const chatRoutes = {
  list: route('chat.list', 'GET /api/places/:place/messages', {
    summary: 'The last messages of a room, older ones by cursor, or what changed since a revision.',
    rule: { kind: 'place', action: 'chat.read' },
    params: placeParams,
    query: z.object({
      cursor: z.string().max(20).optional(),
      since: z.coerce.number().int().nonnegative().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: chatPageSchema,
  }),
  unread: route('chat.unread', 'GET /api/chat/unread', {
    summary: 'How many messages the caller has not read, per room the caller is in; counted up to 100.',
    rule: { kind: 'public' },
    response: z.object({ rooms: z.array(z.object({ placeId: z.string(), unread: z.number().int() })) }),
  }),
}
