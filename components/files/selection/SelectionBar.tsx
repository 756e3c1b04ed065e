'use client'

import type { LucideIcon } from 'lucide-react'
import { CircleCheck, Copy, Download, Ellipsis, FolderInput, Trash2, X } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Toolbar } from 'react-aria-components/Toolbar'
import { InsteadOfNavigation } from '#components/shell/InsteadOfNavigation.tsx'
import { useStrings } from '#components/strings/use-strings.ts'
import { Icon } from '#components/ui/Icon.tsx'
import { IconButton } from '#components/ui/IconButton.tsx'
import { PHONE, useMedia } from '#components/ui/use-media.ts'
import type { FolderActions } from '../page/use-folder-actions.ts'
import type { FolderPageState } from '../page/use-folder-page.ts'

export interface SelectionBarProps {
  page: FolderPageState
  actions: FolderActions
  onMenu: (at: { x: number; y: number }) => void
}

/** What can be done with the selection, in ink: the row above the list, or instead of a phone's navigation. */
export function SelectionBar(props: SelectionBarProps) {
  const isPhone = useMedia(PHONE)
  if (!isPhone) return <Bar {...props} isPhone={false} className="mx-4 rounded-[14px] px-2 tablet:mx-6" />
  return (
    <InsteadOfNavigation>
      <Bar {...props} isPhone className="px-1.5 safe-bottom" />
    </InsteadOfNavigation>
  )
}

function Bar({
  page,
  actions,
  onMenu,
  isPhone,
  className,
}: SelectionBarProps & { isPhone: boolean; className: string }) {
  const { files, trash } = useStrings()
  const { selection, place } = page
  const mayDelete = place.may.deleteAny || selection.entries.every(({ may }) => may.delete)
  return (
    <Toolbar
      aria-label={files.toolbar}
      className={`flex min-h-13 shrink-0 items-center gap-0.5 bg-ink text-paper ${className}`}
    >
      <IconButton
        tone="reversed"
        size="row"
        icon={X}
        label={files.clearSelection}
        onPress={selection.clear}
        className="size-10"
      />
      <span aria-live="polite" className="min-w-0 flex-1 truncate px-1 text-body font-medium tabular">
        {files.selected(selection.count, isPhone ? null : selection.sizeBytes)}
      </span>
      <WordAction icon={Download} onPress={() => actions.download(null)}>
        {selection.count === 1 && selection.entries[0]?.kind === 'file' ? files.actions.download : trash.zip}
      </WordAction>
      {actions.pinning.isReady ? (
        <WordAction icon={CircleCheck} onPress={() => actions.pin(null)}>
          {files.actions.pin}
        </WordAction>
      ) : null}
      {place.may.change ? (
        <>
          <WordAction icon={FolderInput} onPress={() => actions.askWhere('move', null)}>
            {files.actions.move}
          </WordAction>
          <WordAction icon={Copy} onPress={() => actions.askWhere('copy', null)}>
            {files.actions.copy}
          </WordAction>
        </>
      ) : null}
      <span aria-hidden className="mx-1 h-6 w-px bg-paper/25 max-tablet:hidden" />
      {mayDelete ? (
        <IconButton
          tone="reversed"
          size="row"
          icon={Trash2}
          label={files.actions.trash}
          onPress={() => actions.trash(null)}
          className="size-10"
        />
      ) : null}
      <IconButton
        tone="reversed"
        size="row"
        icon={Ellipsis}
        label={files.selectionOf(selection.count)}
        aria-haspopup="menu"
        className="size-10"
        onPress={({ target }) => {
          const { left, bottom } = target.getBoundingClientRect()
          onMenu({ x: left, y: bottom })
        }}
      />
    </Toolbar>
  )
}

function WordAction({ icon, onPress, children }: { icon: LucideIcon; onPress: () => void; children: string }) {
  return (
    <AriaButton
      onPress={onPress}
      aria-label={children}
      className="flex h-10 shrink-0 items-center gap-2 rounded-row px-3 text-body font-medium press-motion touch-target data-hovered:bg-paper/12 data-pressed:bg-paper/20 max-tablet:w-10 max-tablet:justify-center max-tablet:px-0"
    >
      <Icon of={icon} size={18} />
      <span className="max-tablet:hidden">{children}</span>
    </AriaButton>
  )
}
