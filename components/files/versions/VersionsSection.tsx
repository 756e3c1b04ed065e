'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useState } from 'react'
import { useApi } from '#components/shell/api-context.ts'
import { useAction } from '#components/shell/use-action.ts'
import { inSentence } from '#components/strings/in-sentence.ts'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { ConfirmDialog } from '#components/ui/ConfirmDialog.tsx'
import { Icon } from '#components/ui/Icon.tsx'
import { useToaster } from '#components/ui/Toaster.tsx'
import { useNow } from '#components/ui/use-now.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { type VersionView, versionRoutes } from '#lib/contracts/http/versions.ts'
import { useFileEngines } from '../files-context.ts'
import { VersionRow } from './VersionRow.tsx'
import { VersionText } from './VersionText.tsx'

/** The older contents of a file: open, download, compare, restore, delete. Nothing where there are none. */
export function VersionsSection({ entry }: { entry: EntryView }) {
  const api = useApi()
  const queries = useQueryClient()
  const { lists } = useFileEngines()
  const { trash, common, errors } = useStrings()
  const format = useFormat()
  const toaster = useToaster()
  const now = useNow()
  const [asked, setAsked] = useState<VersionView | null>(null)
  const [read, setRead] = useState<VersionView | null>(null)
  const key = ['versions', entry.id]
  const { data } = useQuery({
    queryKey: [...key, entry.contentId],
    queryFn: ({ signal }) => api.call(versionRoutes.list, { params: { entry: entry.id }, signal }),
  })
  const fail = (error: unknown) => toaster.show({ message: errors.explain(error).sentence })
  const lookAgain = () => {
    lists.refreshAll()
    void queries.invalidateQueries({ queryKey: key })
    void queries.invalidateQueries({ queryKey: ['entry', entry.id] })
  }

  async function restore(version: string): Promise<void> {
    try {
      await api.call(versionRoutes.restore, { params: { entry: entry.id, version } })
      lookAgain()
      toaster.show({
        message: trash.versionRestored(entry.name),
        action: { label: common.undo, onPress: () => void takeBack(entry.contentId) },
      })
    } catch (error) {
      fail(error)
    }
  }

  /** What it was before is a version now. */
  async function takeBack(contentId: string | null): Promise<void> {
    try {
      const { versions } = await api.call(versionRoutes.list, { params: { entry: entry.id } })
      const before = versions.find((version) => version.contentId === contentId)
      if (before) await api.call(versionRoutes.restore, { params: { entry: entry.id, version: before.id } })
    } catch (error) {
      fail(error)
    }
    lookAgain()
  }

  const remove = useAction({
    call: (client, version: string) => client.call(versionRoutes.delete, { params: { entry: entry.id, version } }),
    changes: [key],
    onDone: () => toaster.show({ message: trash.versionDeleted }),
    onFail: fail,
  })
  const versions = data?.versions ?? []
  if (versions.length === 0) return null
  return (
    <section aria-label={trash.versions} className="flex flex-col gap-1 border-hair border-t pt-3.5">
      <h4 className="flex items-center gap-2 text-label text-ink2">
        <Icon of={History} size={16} />
        {trash.versionsOf(versions.length)}
      </h4>
      <ul className="flex flex-col">
        {versions.map((version) => (
          <VersionRow
            key={version.id}
            entry={entry}
            version={version}
            onOpenText={() => setRead(version)}
            onRestore={() => void restore(version.id)}
            onDelete={() => setAsked(version)}
          />
        ))}
      </ul>
      <ConfirmDialog
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        title={trash.deleteVersionTitle(asked ? format.when(asked.addedAt, now) : '')}
        verb={trash.purgeVerb(1)}
        quiet={trash.keep}
        onConfirm={() => {
          if (asked) remove.run(asked.id)
          setAsked(null)
        }}
      >
        {trash.purgeHelp}
      </ConfirmDialog>
      <VersionText
        version={read}
        href={read ? api.href(versionRoutes.content, { params: { entry: entry.id, version: read.id }, query: {} }) : ''}
        title={`${entry.name}, ${inSentence(format.when(read?.addedAt ?? 0, now))}`}
        onClose={() => setRead(null)}
      />
    </section>
  )
}
