'use client'

import { FolderInput } from 'lucide-react'
import { type DragEvent, type ReactNode, useEffect, useState } from 'react'
import { useStrings } from '#components/strings/use-strings.ts'
import { classNames } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/Icon.tsx'
import type { FolderActions } from '../page/use-folder-actions.ts'
import type { FolderPageState } from '../page/use-folder-page.ts'
import { hasFiles } from './drag-data.ts'
import { usePaste } from './use-paste.ts'
import { walkDropped } from './walk-dropped.ts'

export interface DropAreaProps {
  page: FolderPageState
  actions: FolderActions
  className: string
  children: ReactNode
}

/** Takes files and folders that are dropped anywhere on a folder's page, and what is pasted into it. */
export function DropArea({ page, actions, className, children }: DropAreaProps) {
  const { files } = useStrings()
  const [isOver, setOver] = useState(false)
  const { place, path, folderName } = page
  const mayAdd = place.may.upload

  usePaste(page, actions)
  useEffect(() => {
    // A file that misses the page would replace it.
    const refuse = (event: globalThis.DragEvent) => {
      if (event.dataTransfer && hasFiles(event.dataTransfer)) event.preventDefault()
    }
    window.addEventListener('dragover', refuse)
    window.addEventListener('drop', refuse)
    return () => {
      window.removeEventListener('dragover', refuse)
      window.removeEventListener('drop', refuse)
    }
  }, [])

  const onDragOver = (event: DragEvent) => {
    if (!mayAdd || !hasFiles(event.dataTransfer)) return
    // On a folder of the list the files go into that one, and the list has said so.
    setOver(!event.defaultPrevented)
    event.preventDefault()
    event.dataTransfer.dropEffect = 'copy'
  }
  const onDrop = (event: DragEvent) => {
    setOver(false)
    if (!mayAdd || !hasFiles(event.dataTransfer)) return
    event.preventDefault()
    void walkDropped(event.dataTransfer).then((chosen) => actions.addFiles(chosen, path))
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the mouse's way; Add is everybody's
    <div
      onDragOver={onDragOver}
      onDragLeave={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(false)}
      onDrop={onDrop}
      onDropCapture={() => setOver(false)}
      className={classNames('relative', className)}
    >
      {children}
      {isOver ? (
        <div
          aria-hidden
          className="pointer-events-none absolute inset-2 z-20 flex items-end justify-center rounded-card border-2 border-ember bg-ember-soft/40 pb-8"
        >
          <span className="flex items-center gap-2.5 rounded-tile bg-ink px-4 py-2.5 text-body font-medium text-paper shadow-float">
            <Icon of={FolderInput} size={18} />
            {files.dropHere(folderName)}
          </span>
        </div>
      ) : null}
    </div>
  )
}
