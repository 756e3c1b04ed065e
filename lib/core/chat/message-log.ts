/** What the order of a conversation needs of a message. */
export interface Logged {
  readonly id: string
  readonly seq: number
  readonly rev: number
}

/**
 * What a page knows of a conversation: an unbroken run of messages up to its end, and everything that happened up to
 * `rev`.
 */
export interface MessageLog<M extends Logged> {
  /** By `seq`. */
  readonly messages: readonly M[]
  readonly rev: number
  /** Of the messages before; null when there are none. */
  readonly olderCursor: string | null
}

export function startLog<M extends Logged>(page: {
  messages: readonly M[]
  rev: number
  nextCursor: string | null
}): MessageLog<M> {
  return { messages: merge([], page.messages), rev: page.rev, olderCursor: page.nextCursor }
}

export function addOlder<M extends Logged>(
  log: MessageLog<M>,
  page: { messages: readonly M[]; nextCursor: string | null },
): MessageLog<M> {
  return { ...log, messages: merge(log.messages, page.messages), olderCursor: page.nextCursor }
}

/** What changed since `log.rev`, whole up to `rev`. */
export function applyChanges<M extends Logged>(log: MessageLog<M>, messages: readonly M[], rev: number): MessageLog<M> {
  return { ...log, messages: merge(log.messages, messages.filter(inSight(log))), rev: Math.max(log.rev, rev) }
}

/** Messages as they look by now (an entry that they carry is gone); nothing else becomes known by it. */
export function refreshMessages<M extends Logged>(log: MessageLog<M>, messages: readonly M[]): MessageLog<M> {
  const known = new Set(log.messages.map(({ id }) => id))
  return {
    ...log,
    messages: merge(
      log.messages,
      messages.filter(({ id }) => known.has(id)),
    ),
  }
}

/**
 * One message that was told live, or answered. `missed` when something before it is not known: it is shown at once, but
 * `rev` stays, so that what was missed is asked for.
 */
export function hear<M extends Logged>(log: MessageLog<M>, message: M): { log: MessageLog<M>; missed: boolean } {
  const messages = merge(log.messages, [message].filter(inSight(log)))
  if (message.rev === log.rev + 1) return { log: { ...log, messages, rev: message.rev }, missed: false }
  return { log: { ...log, messages }, missed: message.rev > log.rev }
}

/** A message before the first one that is known would leave a hole; it comes with its own page. */
function inSight<M extends Logged>({ messages, olderCursor }: MessageLog<M>): (message: M) => boolean {
  const first = messages[0]
  return ({ seq }) => olderCursor === null || first === undefined || seq >= first.seq
}

/** Every message once, in order; of two with the same id the one that changed later, or came later. */
function merge<M extends Logged>(known: readonly M[], news: readonly M[]): readonly M[] {
  if (news.length === 0) return known
  const byId = new Map(known.map((message) => [message.id, message]))
  for (const message of news) {
    const before = byId.get(message.id)
    if (before === undefined || message.rev >= before.rev) byId.set(message.id, message)
  }
  return [...byId.values()].sort((a, b) => a.seq - b.seq)
}
