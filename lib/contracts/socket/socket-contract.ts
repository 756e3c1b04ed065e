import { z } from 'zod'
import { type ChatMessage, chatMessageSchema } from '#lib/contracts/http/chat.ts'
import { jobViewSchema } from '#lib/contracts/http/entries.ts'

/**
 * The socket contract, version 1. Every client event gets an answer: `{ ok: true, ... }` or a typed refusal
 * `{ ok: false, code }` with a code of the closed list. Server events are "look again" hints, presence, and the
 * messages of a joined room, as whoever hears them may see them. docs/protocol/sockets.md describes it for other
 * clients.
 */
export const SOCKET_VERSION = 1

export const clientEvents = {
  /** Joins the live channel of a place; asked again at each event, left at once when access ends. */
  'place:join': z.object({ place: z.string().min(1).max(200) }),
  'place:leave': z.object({ place: z.string().min(1).max(200) }),
  /** Follows the progress of a job of the caller. */
  'job:follow': z.object({ job: z.string().min(1).max(64) }),
  /** While it is on, the connection hears `search:changed`. */
  'search:watch': z.object({ on: z.boolean() }),
  /** Says something in a room. The same `clientId` of the same author is one message, however often it is sent. */
  'chat:send': z.object({
    place: z.string().min(1).max(200),
    clientId: z.string().regex(/^[\w-]{8,64}$/),
    text: z.string().max(16_000),
    entries: z.array(z.string().min(1).max(64)).max(10).default([]),
  }),
  /** Takes a message back: the own one, or any for an admin. */
  'chat:delete': z.object({ place: z.string().min(1).max(200), message: z.string().min(1).max(64) }),
  /** The caller has read up to `seq`; it never goes back. */
  'chat:read': z.object({ place: z.string().min(1).max(200), seq: z.number().int().nonnegative() }),
  /** A guest says a name, kept with the device. */
  'chat:name': z.object({ place: z.string().min(1).max(200), name: z.string().min(1).max(400) }),
} as const
export type ClientEvent = keyof typeof clientEvents

export const presenceSchema = z.object({
  placeId: z.string(),
  people: z.array(z.object({ id: z.string(), name: z.string(), kind: z.enum(['account', 'guest']) })),
})
export type Presence = z.output<typeof presenceSchema>

export const serverEvents = {
  hello: z.object({ version: z.number().int(), serverVersion: z.string() }),
  /** The change log of a joined place stands at `seq`; ask GET /api/places/:place/changes for the rows. */
  'place:changed': z.object({ placeId: z.string(), seq: z.number().int() }),
  'place:presence': presenceSchema,
  /** Access to a joined place ended; the client asks the API why. */
  'place:removed': z.object({ placeId: z.string(), code: z.string() }),
  /** The list of places, or what the caller may do in them, changed. */
  'places:changed': z.object({}),
  'job:progress': jobViewSchema,
  /** A message of a joined room is new or different: deleted, or a burst of uploads that went on. */
  'chat:message': z.object({ placeId: z.string(), message: chatMessageSchema }),
  /** What is unread in a room is different: something was said where one is not, or read in another tab. */
  'chat:unread': z.object({ placeId: z.string() }),
  /** How much the person uses is different, in whichever place; ask GET /api/places/:place/usage. */
  'usage:changed': z.object({}),
  /** A share link of the account, or of anybody for an admin, is different; ask GET /api/share-links. */
  'links:changed': z.object({}),
  /** Entries changed in a place that the caller may enter; sent to who watches searches, once for many changes. */
  'search:changed': z.object({}),
  /** The person played, opened or chose a file, on whichever device; ask GET /api/files/:entry/position or the shelf. */
  'watching:changed': z.object({ entryId: z.string(), what: z.enum(['position', 'opened', 'favourite']) }),
  /** The session ended; the socket is closed after this. */
  'session:ended': z.object({ code: z.string() }),
} as const
export type ServerEvent = keyof typeof serverEvents
export type ServerPayload<E extends ServerEvent> = z.output<(typeof serverEvents)[E]>
export type ClientPayload<E extends ClientEvent> = z.input<(typeof clientEvents)[E]>

export type SocketAnswer =
  | {
      ok: true
      /** Of `place:join`. */
      seq?: number
      people?: Presence['people']
      /** Of `place:join`: where the conversation stands. */
      chatRev?: number
      /** Of `chat:send` and `chat:delete`: as it is stored. */
      message?: ChatMessage
      /** Of `chat:name`: as it is kept. */
      name?: string
    }
  | { ok: false; code: string; details?: Record<string, unknown> }
