'use client'

import { useEffect, useRef, useState } from 'react'
import { useStrings } from '#components/strings/use-strings.ts'
import type { ChatMessage } from '#lib/contracts/http/chat.ts'
import { authorWords } from './author-words.ts'

/** Says to a screen reader what others say, as it comes: not what is read from before, nor one's own words. */
export function Announcer({ messages, isReady }: { messages: readonly ChatMessage[]; isReady: boolean }) {
  const strings = useStrings()
  const heardSeq = useRef<number | null>(null)
  const [heard, setHeard] = useState<readonly string[]>([])
  useEffect(() => {
    if (!isReady) return
    const last = messages.at(-1)?.seq ?? 0
    const from = heardSeq.current
    heardSeq.current = Math.max(last, from ?? 0)
    if (from === null) return
    const news = messages.filter(
      ({ seq, kind, author, deletedAt }) => seq > from && kind === 'text' && !author.self && deletedAt === null,
    )
    if (news.length === 0) return
    const words = news.map((message) => {
      const entries = message.entries.map(({ name }) => name)
      return strings.chat.heard(authorWords(message, strings), [message.text, ...entries].filter(Boolean).join(', '))
    })
    setHeard((before) => [...before, ...words].slice(-3))
  }, [messages, isReady, strings])
  return (
    <div role="log" aria-live="polite" aria-relevant="additions" className="sr-only">
      {heard.map((words, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same words may be said twice
        <p key={`${at} ${words}`}>{words}</p>
      ))}
    </div>
  )
}
