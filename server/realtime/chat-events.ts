import { z } from 'zod'
import type { ChatMessage } from '#lib/contracts/http/chat.ts'
import { clientEvents, type SocketAnswer } from '#lib/contracts/socket/socket-contract.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { Actor, PlaceFacts } from '#lib/core/permissions/actors-and-targets.ts'
import { can } from '#lib/core/permissions/can.ts'
import type { Identity } from '#server/http/call.ts'

/** What the sockets need of the conversation of rooms; the service of chat has it. */
export interface ChatTalk {
  send(
    message: { clientId: string; text: string; entries: readonly string[] },
    speaker: { actor: Actor; place: PlaceFacts; address: string },
  ): Promise<ChatMessage>
  remove(id: string, reader: { actor: Actor; place: PlaceFacts }): Promise<ChatMessage>
  markRead(seq: number, reader: { actor: Actor; place: PlaceFacts }): Promise<void>
  rename(name: string, speaker: { actor: Actor; place: PlaceFacts; address: string }): Promise<string>
}

export interface ChatEventsDeps {
  readonly chat: ChatTalk
  readonly findPlace: (idOrSlug: string) => Promise<PlaceFacts | null>
}

export type ChatEvent = Extract<keyof typeof clientEvents, `chat:${string}`>

const anyPlace = z.object({ place: clientEvents['chat:send'].shape.place })

/** Answers what somebody says. Who it is and whether they may is asked anew for every event. */
export function createChatEvents({ chat, findPlace }: ChatEventsDeps) {
  return async (event: ChatEvent, payload: unknown, identity: Identity, address: string): Promise<SocketAnswer> => {
    const { actor } = identity
    const place = await findPlace(anyPlace.parse(payload).place)
    if (place === null) throw new VaultError('not_found')
    const decision = can(actor, event === 'chat:read' ? 'chat.read' : 'chat.send', { kind: 'place', place })
    if (decision.kind === 'denied') throw new VaultError(decision.code)
    switch (event) {
      case 'chat:send':
        return { ok: true, message: await chat.send(clientEvents[event].parse(payload), { actor, place, address }) }
      case 'chat:delete':
        return { ok: true, message: await chat.remove(clientEvents[event].parse(payload).message, { actor, place }) }
      case 'chat:read':
        await chat.markRead(clientEvents[event].parse(payload).seq, { actor, place })
        return { ok: true }
      case 'chat:name':
        return {
          ok: true,
          name: await chat.rename(clientEvents[event].parse(payload).name, { actor, place, address }),
        }
    }
  }
}

export type ChatEvents = ReturnType<typeof createChatEvents>
