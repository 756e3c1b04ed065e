/** Runs at most `size` works at once; the others wait in line. */
export type Limit = <T>(work: () => Promise<T>) => Promise<T>

export function createLimit(size: number): Limit {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running >= size) await new Promise<void>((resolve) => waiting.push(resolve))
    else running++
    try {
      return await work()
    } finally {
      // The place goes straight to whoever waits longest; only without a queue does it become free.
      const next = waiting.shift()
      if (next === undefined) running--
      else next()
    }
  }
}
