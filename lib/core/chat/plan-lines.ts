/** What the look of a conversation depends on. */
export interface Spoken {
  readonly id: string
  readonly seq: number
  readonly kind: 'text' | 'joined' | 'unlocked' | 'uploaded'
  readonly author: { readonly kind: string; readonly id: string; readonly name: string; readonly self: boolean }
  readonly at: number
}

export type Line<M extends Spoken> =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'new'; readonly key: string }
  | {
      readonly kind: 'said'
      readonly key: string
      readonly message: M
      readonly isFirst: boolean
      readonly isLast: boolean
    }
  | { readonly kind: 'told'; readonly key: string; readonly message: M }
  /** People who came one after the other are one line. */
  | { readonly kind: 'joined'; readonly key: string; readonly messages: readonly M[] }

/** What somebody says within this time stands together. */
const TOGETHER_MS = 5 * 60_000

/**
 * A conversation as lines to draw.
 * @param dayOf the day of a moment where the reader is
 * @param readSeq what comes after it, from others, is new; null draws no such line
 */
export function planLines<M extends Spoken>(
  messages: readonly M[],
  { dayOf, readSeq }: { dayOf: (at: number) => string; readSeq: number | null },
): Line<M>[] {
  const lines: Line<M>[] = []
  const firstNew = readSeq === null ? undefined : messages.find((message) => isNews(message) && message.seq > readSeq)
  let day = ''
  for (const [at, message] of messages.entries()) {
    const today = dayOf(message.at)
    if (today !== day) lines.push({ kind: 'day', key: `day ${today}`, at: message.at })
    day = today
    if (message === firstNew) lines.push({ kind: 'new', key: 'new' })
    if (message.kind === 'joined') {
      addJoined(lines, message)
    } else if (message.kind === 'text') {
      const isFirst = lines.at(-1)?.kind !== 'said' || !areTogether(messages[at - 1], message)
      const next = messages[at + 1]
      const isLast = next === undefined || next === firstNew || !areTogether(message, next) || dayOf(next.at) !== day
      lines.push({ kind: 'said', key: message.id, message, isFirst, isLast })
    } else {
      lines.push({ kind: 'told', key: message.id, message })
    }
  }
  return lines
}

function isNews({ kind, author }: Spoken): boolean {
  return kind === 'text' && !author.self
}

function areTogether(before: Spoken | undefined, after: Spoken): boolean {
  if (before === undefined || before.kind !== 'text' || after.kind !== 'text') return false
  const isSame = before.author.id === after.author.id && before.author.name === after.author.name
  return isSame && after.at - before.at < TOGETHER_MS
}

function addJoined<M extends Spoken>(lines: Line<M>[], message: M): void {
  const last = lines.at(-1)
  if (last?.kind !== 'joined') {
    lines.push({ kind: 'joined', key: message.id, messages: [message] })
    return
  }
  const others = last.messages.filter(({ author }) => author.id !== message.author.id)
  lines[lines.length - 1] = { ...last, messages: [...others, message] }
}
