'use client'

import { useEffect, useRef } from 'react'
import { useFileEngines } from '#components/files/files-context.ts'
import { useTransfersSnapshot } from './transfers-context.ts'

/** Reads a folder again when a file has come to rest in it, also where the live channel cannot be had. */
export function useRefreshWhenSafe(): void {
  const { lists } = useFileEngines()
  const { transfers } = useTransfersSnapshot()
  const known = useRef<ReadonlySet<string> | null>(null)
  useEffect(() => {
    const done = transfers.filter(({ state }) => state.kind === 'done')
    const fresh = known.current === null ? [] : done.filter(({ id }) => !known.current?.has(id))
    known.current = new Set(done.map(({ id }) => id))
    const folders = new Map(fresh.map(({ placeId, path }) => [`${placeId}/${path}`, { placeId, path }]))
    for (const { placeId, path } of folders.values()) void lists.refresh(placeId, path)
  }, [transfers, lists])
}
