import type { ChatMessage } from '#lib/contracts/http/chat.ts'
import type { ErrorCode } from '#lib/core/errors/error-codes.ts'

/** Something a person has said that the vault has not answered yet. */
export interface Unsent {
  readonly clientId: string
  readonly text: string
  readonly entries: readonly { readonly id: string; readonly name: string }[]
  readonly at: number
  /** Why the vault would not take it; null while it is on its way. */
  readonly refusal: { readonly code: ErrorCode; readonly details: Readonly<Record<string, unknown>> } | null
}

/** Keeps what is unsent across a reload of the tab; gone with the tab, and nobody else's. */
export interface Outbox {
  load(): readonly Unsent[]
  save(unsent: readonly Unsent[]): void
}

/** @param who account or device: what one wrote is not sent under another's name */
export function sessionOutbox(storage: Storage, who: string, placeId: string): Outbox {
  const key = `hearth-unsent ${who} ${placeId}`
  return {
    load() {
      try {
        const parsed: unknown = JSON.parse(storage.getItem(key) ?? '[]')
        return Array.isArray(parsed) ? parsed.filter(isUnsent).map((one) => ({ ...one, refusal: null })) : []
      } catch {
        return []
      }
    },
    save(unsent) {
      try {
        if (unsent.length === 0) storage.removeItem(key)
        else storage.setItem(key, JSON.stringify(unsent))
      } catch {
        // Full or forbidden: then a reload forgets what was not sent.
      }
    },
  }
}

function isUnsent(value: unknown): value is Unsent {
  const one = Object(value)
  return typeof one.clientId === 'string' && typeof one.text === 'string' && Array.isArray(one.entries)
}

/** What was answered, by whichever tab, is not unsent any more. */
export function withoutSent(unsent: readonly Unsent[], messages: readonly ChatMessage[]): readonly Unsent[] {
  const sent = new Set(messages.map(({ clientId }) => clientId))
  const left = unsent.filter(({ clientId }) => !sent.has(clientId))
  return left.length === unsent.length ? unsent : left
}
