type Work = (lock: { name: string } | null) => Promise<unknown>
interface Options {
  mode?: string
  ifAvailable?: boolean
}

/** Web Locks as far as the inbox uses them: shared ones together, an exclusive one alone; each waits for its turn. */
export function createMemoryLocks(): LockManager {
  const held = new Map<string, { mode: string; done: Promise<unknown> }[]>()

  async function request(name: string, ...rest: [Work] | [Options, Work]) {
    const [options, work] = rest.length === 1 ? [{}, rest[0]] : rest
    const mode = options.mode ?? 'exclusive'
    const others = (held.get(name) ?? []).filter((other) => mode === 'exclusive' || other.mode === 'exclusive')
    if (options.ifAvailable && others.length > 0) return work(null)
    const turn = Promise.allSettled(others.map(({ done }) => done)).then(() => work({ name }))
    const mine = { mode, done: turn.catch(() => undefined) }
    held.set(name, [...(held.get(name) ?? []), mine])
    try {
      return await turn
    } finally {
      held.set(
        name,
        (held.get(name) ?? []).filter((other) => other !== mine),
      )
    }
  }
  // The part of the browser's own type that is used.
  return { request } as unknown as LockManager
}
