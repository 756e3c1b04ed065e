'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useFileEngines } from '#components/files/files-context.ts'
import type { Shelf } from '#lib/contracts/http/watching.ts'
import { FAVOURITES_KEY, shelfKey } from './watching-keys.ts'

const TOUCHED: Readonly<Record<'position' | 'opened' | 'favourite', readonly Shelf[]>> = {
  // A film that plays is opened for the first time by its first report.
  position: ['continue', 'opened'],
  opened: ['opened'],
  favourite: ['favourites'],
}

/** Reads the lists again when another device of the person changed them, or what may be seen is different. */
export function useLiveShelves(): void {
  const queries = useQueryClient()
  const { live } = useFileEngines()
  useEffect(() => {
    live.connect()
    return live.listen((message) => {
      if (message.event === 'places:changed') void queries.invalidateQueries({ queryKey: ['watching', 'shelf'] })
      if (message.event !== 'watching:changed') return
      for (const shelf of TOUCHED[message.payload.what]) {
        for (const kind of ['row', 'list'] as const) void queries.invalidateQueries({ queryKey: shelfKey(shelf, kind) })
      }
      if (message.payload.what === 'favourite') void queries.invalidateQueries({ queryKey: FAVOURITES_KEY })
    })
  }, [queries, live])
}
