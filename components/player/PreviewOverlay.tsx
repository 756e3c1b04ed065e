'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { mayEdit } from '#components/editor/may-edit.ts'
import { useApi } from '#components/shell/api-context.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { useToaster } from '#components/ui/Toaster.tsx'
import { useCloseWatcher } from '#components/ui/use-close-watcher.ts'
import { type EntryView, entryRoutes } from '#lib/contracts/http/entries.ts'
import { EntryViewer } from './EntryViewer.tsx'

export interface PreviewOverlayProps {
  entryId: string
  /** As far as the folder is known, in the order of the list. */
  entries: readonly EntryView[]
  onShow: (entryId: string) => void
  /** Opens the entry in the editor. */
  onEdit: () => void
  onClose: () => void
}

/** The entry of the address over its folder; an address that somebody sent may name one the list has not read yet. */
export function PreviewOverlay({ entryId, entries, onShow, onEdit, onClose }: PreviewOverlayProps) {
  const api = useApi()
  const toaster = useToaster()
  const { errors } = useStrings()
  const files = useMemo(() => entries.filter(({ kind }) => kind === 'file'), [entries])
  const index = files.findIndex(({ id }) => id === entryId)
  const listed = files[index]
  const { data, error } = useQuery({
    queryKey: ['entry', entryId],
    enabled: listed === undefined,
    queryFn: ({ signal }) => api.call(entryRoutes.get, { params: { entry: entryId }, signal }),
  })
  useCloseWatcher(true, onClose)
  useEffect(() => {
    if (!error) return
    const { sentence, advice } = errors.explain(error)
    toaster.show({ message: `${sentence} ${advice}` })
    onClose()
  }, [error, errors, toaster, onClose])

  const entry = listed ?? data
  const type = entry?.type
  const queue = useMemo(() => files.filter((other) => other.type === type), [files, type])
  if (!entry) return null
  return (
    <EntryViewer
      entry={entry}
      previous={index === -1 ? null : (files[index - 1] ?? null)}
      next={index === -1 ? null : (files[index + 1] ?? null)}
      queue={queue}
      onShow={onShow}
      onEdit={mayEdit(entry) ? onEdit : null}
      onClose={onClose}
    />
  )
}
