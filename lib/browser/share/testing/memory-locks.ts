type Work = (lock: { name: string } | null) => Promise<unknown>

/** Web Locks as far as the inbox uses them: shared ones together, one exclusive alone and only when it is free. */
export function createMemoryLocks(): LockManager {
  let holders = 0
  async function request(name: string, options: { mode?: string; ifAvailable?: boolean }, work: Work) {
    if (options.ifAvailable && holders > 0) return work(null)
    holders++
    try {
      return await work({ name })
    } finally {
      holders--
    }
  }
  // The part of the browser's own type that is used.
  return { request } as unknown as LockManager
}
