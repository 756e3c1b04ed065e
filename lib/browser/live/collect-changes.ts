/**
 * Collects what arrives in bursts (a thousand photos are a thousand changes) and passes on the newest per place:
 * the first one soon, the next ones at most every `pauseMs`.
 */
export function collectChanges(options: {
  pauseMs: number
  firstMs: number
  flush: (placeId: string, seq: number) => void
}): { add(placeId: string, seq: number): void; stop(): void } {
  const newest = new Map<string, number>()
  let timer: ReturnType<typeof setTimeout> | null = null
  let flushedAt = Number.NEGATIVE_INFINITY

  function flush(): void {
    timer = null
    flushedAt = performance.now()
    const due = [...newest]
    newest.clear()
    for (const [placeId, seq] of due) options.flush(placeId, seq)
  }

  return {
    add(placeId, seq) {
      newest.set(placeId, Math.max(seq, newest.get(placeId) ?? 0))
      const pause = flushedAt + options.pauseMs - performance.now()
      timer ??= setTimeout(flush, Math.max(options.firstMs, pause))
    },
    stop() {
      if (timer !== null) clearTimeout(timer)
      timer = null
    },
  }
}
