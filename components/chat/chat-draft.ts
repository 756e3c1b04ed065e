import { useState } from 'react'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { MAX_MESSAGE_ENTRIES } from '#lib/core/chat/chat-rules.ts'

/** What somebody is about to say; it outlives the closing of the conversation. */
export interface ChatDraft {
  readonly text: string
  readonly entries: readonly Pick<EntryView, 'id' | 'name'>[]
  change: (change: { text?: string; entries?: ChatDraft['entries'] }) => void
  /** Every entry once, as many as a message carries. */
  attach: (entries: ChatDraft['entries']) => void
}

export function useChatDraft(): ChatDraft {
  const [{ text, entries }, set] = useState<Pick<ChatDraft, 'text' | 'entries'>>({ text: '', entries: [] })
  return {
    text,
    entries,
    change: (change) => set((before) => ({ ...before, ...change })),
    attach: (more) =>
      set((before) => {
        const known = new Map([...before.entries, ...more].map(({ id, name }) => [id, { id, name }]))
        return { ...before, entries: [...known.values()].slice(0, MAX_MESSAGE_ENTRIES) }
      }),
  }
}
