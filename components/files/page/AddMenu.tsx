'use client'

import { FilePlus, FileUp, FolderPlus, FolderUp, Plus } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useShellAdd } from '#components/shell/shell-context.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import type { EntriesMenuProps } from '#components/ui/EntriesMenu.tsx'
import { lazyPart } from '#components/ui/lazy-part.tsx'
import { pickFiles } from '../drop/pick-files.ts'
import { fromFileList } from '../drop/walk-dropped.ts'
import type { FolderActions } from './use-folder-actions.ts'
import type { FolderPageState } from './use-folder-page.ts'

const LazyMenu = lazyPart<EntriesMenuProps>(() =>
  import('#components/ui/EntriesMenu.tsx').then((module) => module.EntriesMenu),
)

export interface AddMenuProps {
  page: FolderPageState
  actions: FolderActions
  label: string
}

/** Add: files, a whole folder, a new one. The button of the desktop, and of the frame on a phone. */
export function AddMenu({ page, actions, label }: AddMenuProps) {
  const { files } = useStrings()
  const { place, path, folderName } = page
  const [isOpen, setOpen] = useState(false)
  // There the button in the middle is the one primary action.
  const isEmpty = page.folder.status === 'ready' && page.cells.length + page.unknown === 0
  const button = useRef<HTMLButtonElement>(null)
  const fileInput = useRef<HTMLInputElement>(null)
  const folderInput = useRef<HTMLInputElement>(null)
  useShellAdd({
    label: files.addTo(folderName),
    onPress: () => setOpen(true),
    onNewText: () => page.ask({ kind: 'new-text' }),
  })

  // The list of rooms leads here to add something.
  const asked = useSearchParams().get('add') === '1'
  const answer = useEffectEvent(() => {
    page.control.replace({})
    setOpen(true)
  })
  useEffect(() => {
    if (asked) answer()
  }, [asked])

  const add = (list: FileList | null) => {
    if (list && list.length > 0) void actions.addFiles(fromFileList(list), path)
  }
  const chooseFiles = async () => {
    const chosen = await pickFiles()
    if (chosen === 'unsupported') fileInput.current?.click()
    else if (chosen) await actions.addFiles(chosen, path)
  }
  return (
    <>
      <Button
        ref={button}
        tone={isEmpty ? 'quiet' : 'primary'}
        size="bar"
        icon={Plus}
        aria-haspopup="menu"
        onPress={() => setOpen(true)}
        className="max-desktop:hidden"
      >
        {label}
      </Button>
      <LazyMenu
        label={files.addTo(folderName)}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        triggerRef={button}
        placement="bottom end"
        entries={[
          place.may.upload && { id: 'files', label: files.addFiles, icon: FileUp, onAction: () => void chooseFiles() },
          place.may.upload && {
            id: 'folder',
            label: files.addFolder,
            icon: FolderUp,
            onAction: () => folderInput.current?.click(),
          },
          place.may.change && {
            id: 'new-folder',
            label: files.newFolder,
            icon: FolderPlus,
            onAction: () => page.ask({ kind: 'new-folder' }),
          },
          place.may.upload && {
            id: 'new-text',
            label: files.newText,
            icon: FilePlus,
            onAction: () => page.ask({ kind: 'new-text' }),
          },
        ]}
      />
      <input
        ref={fileInput}
        type="file"
        multiple
        hidden
        aria-label={files.addFiles}
        onChange={({ currentTarget }) => {
          add(currentTarget.files)
          currentTarget.value = ''
        }}
      />
      <input
        ref={folderInput}
        type="file"
        multiple
        hidden
        aria-label={files.addFolder}
        // Not in the types of React: lets a whole folder be chosen, with the paths of its files.
        {...{ webkitdirectory: '' }}
        onChange={({ currentTarget }) => {
          add(currentTarget.files)
          currentTarget.value = ''
        }}
      />
    </>
  )
}
