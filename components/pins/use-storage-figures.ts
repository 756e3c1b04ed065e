'use client'

import { useCallback, useEffect, useState } from 'react'

export interface StorageFigures {
  /** What the browser gives this vault in all; null where it does not say. */
  quotaBytes: number | null
  usageBytes: number | null
  isPersisted: boolean
}

/** What the browser says about its room, anew whenever `changed` is another. */
export function useStorageFigures(changed: unknown): { figures: StorageFigures | null; ask: () => void } {
  const [figures, setFigures] = useState<StorageFigures | null>(null)
  const read = useCallback(async () => {
    const [estimate, isPersisted] = await Promise.all([
      navigator.storage?.estimate?.().catch(() => null) ?? null,
      navigator.storage?.persisted?.().catch(() => false) ?? false,
    ])
    setFigures({ quotaBytes: estimate?.quota ?? null, usageBytes: estimate?.usage ?? null, isPersisted })
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the figures are others when what is kept is
  useEffect(() => void read(), [read, changed])
  const ask = useCallback(() => {
    void (navigator.storage.persist?.() ?? Promise.resolve(false)).catch(() => false).then(read)
  }, [read])
  return { figures, ask }
}
