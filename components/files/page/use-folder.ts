'use client'

import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { FolderList, FolderSnapshot } from '#lib/browser/listing/folder-list.ts'
import { type FolderQuery, folderQueryKey } from '#lib/browser/listing/folder-query.ts'
import { useFileEngines } from '../files-context.ts'

/** The list of a folder, alive: it is read as far as somebody looks, and again when the vault says so. */
export function useFolder(query: FolderQuery): { list: FolderList; folder: FolderSnapshot } {
  const { lists, live } = useFileEngines()
  const key = folderQueryKey(query)
  // The key says everything that is in the query.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a query with the same key is the same query
  const list = useMemo(() => lists.open(query), [lists, key])
  const folder = useSyncExternalStore(list.subscribe, list.getSnapshot, list.getSnapshot)
  useEffect(() => list.show(0, 0), [list])
  useEffect(() => live.join(query.placeId), [live, query.placeId])
  return { list, folder }
}
