'use client'

import { NameForm } from '#components/files/dialogs/NameForm.tsx'
import { createText } from '#lib/browser/text/text-door.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { joinPath } from '#lib/core/names/place-path.ts'
import { splitExtension } from '#lib/core/names/split-name.ts'
import { useEditorStrings } from './use-editor-strings.ts'

export interface NewTextDialogProps {
  isOpen: boolean
  onClose: () => void
  placeId: string
  /** The folder that gets it. */
  path: string
  onDone: (entry: EntryView) => void
}

const ENDING = '.txt'

/** A name for a new text, which is then opened. */
export function NewTextDialog({ placeId, path, ...dialog }: NewTextDialogProps) {
  const editor = useEditorStrings()
  return (
    <NameForm
      {...dialog}
      title={editor.newTextTitle}
      label={editor.newTextName}
      verb={editor.create}
      pendingVerb={editor.creating}
      suggested={editor.newTextStem + ENDING}
      stemLength={editor.newTextStem.length}
      call={(api, chosen) => {
        const name = splitExtension(chosen).extension === '' ? chosen + ENDING : chosen
        return createText(api, (input, init) => fetch(input, init), { placeId, path: joinPath(path, name) })
      }}
    />
  )
}
