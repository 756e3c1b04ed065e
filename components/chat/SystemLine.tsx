'use client'

import { DoorOpen, ImageUp, KeyRound, type LucideIcon } from 'lucide-react'
import { useStrings } from '#components/strings/use-strings.ts'
import { Icon } from '#components/ui/Icon.tsx'
import type { ChatMessage } from '#lib/contracts/http/chat.ts'
import { authorWords } from './author-words.ts'

const ICONS: Record<ChatMessage['kind'], LucideIcon> = {
  text: DoorOpen,
  joined: DoorOpen,
  unlocked: KeyRound,
  uploaded: ImageUp,
}

/** What the vault says about what people did: a centred caption with an icon, no bubble. */
export function SystemLine({ messages }: { messages: readonly ChatMessage[] }) {
  const strings = useStrings()
  const { chat } = strings
  const last = messages.at(-1)
  if (last === undefined) return null
  const name = authorWords(last, strings)
  const only = last.entryCount === 1 ? (last.entries[0]?.name ?? null) : null
  const words =
    last.kind === 'uploaded'
      ? chat.added(name, last.entryCount, only, last.folder)
      : last.kind === 'unlocked'
        ? chat.unlocked(name)
        : chat.joined(ownFirst(messages).map((message) => authorWords(message, strings)))
  return (
    <p className="flex items-center justify-center gap-2 px-4 text-center text-caption text-ink3">
      <Icon of={ICONS[last.kind]} size={14} />
      <span className="min-w-0 [overflow-wrap:anywhere]">{words}</span>
    </p>
  )
}

/** "You and Mila", not "Mila and You". */
function ownFirst(messages: readonly ChatMessage[]): ChatMessage[] {
  return [...messages.filter(({ author }) => author.self), ...messages.filter(({ author }) => !author.self)]
}
