'use client'

import { useStrings } from '#components/strings/use-strings.ts'
import { type EntryView, entryRoutes } from '#lib/contracts/http/entries.ts'
import { splitExtension } from '#lib/core/names/split-name.ts'
import { NameForm } from './NameForm.tsx'

export interface NameDialogProps {
  isOpen: boolean
  onClose: () => void
  placeId: string
  /** The folder that gets a new one. */
  path: string
  /** What is renamed; null for a new folder. */
  entry: EntryView | null
  onDone: (entry: EntryView) => void
}

/** A name for a new folder, or another one for an entry. */
export function NameDialog({ placeId, path, entry, ...dialog }: NameDialogProps) {
  const { files } = useStrings()
  if (entry === null) {
    return (
      <NameForm
        {...dialog}
        title={files.newFolderTitle}
        label={files.newFolderName}
        verb={files.createFolder}
        pendingVerb={files.creating}
        suggested=""
        stemLength={0}
        call={(api, name) => api.call(entryRoutes.createFolder, { params: { place: placeId }, body: { path, name } })}
      />
    )
  }
  return (
    <NameForm
      {...dialog}
      title={files.renameTitle(entry.name)}
      label={files.newName}
      verb={files.actions.rename}
      pendingVerb={files.renaming}
      suggested={entry.name}
      stemLength={stemLengthOf(entry)}
      current={entry.name}
      call={(api, name) => api.call(entryRoutes.rename, { params: { entry: entry.id }, body: { name } })}
    />
  )
}

function stemLengthOf({ kind, name }: EntryView): number {
  return kind === 'folder' ? name.length : splitExtension(name).stem.length
}
