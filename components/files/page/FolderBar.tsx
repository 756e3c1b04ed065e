'use client'

import { EllipsisVertical, Keyboard, LayoutGrid, List, PanelRight, Settings, TableProperties } from 'lucide-react'
import { ChatButton } from '#components/chat/ChatButton.tsx'
import { useOpenKeyHelp } from '#components/keys/key-help-context.ts'
import { keyHint } from '#components/keys/key-table.ts'
import { placeSettingsHref } from '#components/rooms/place-href.ts'
import { TopBar } from '#components/shell/TopBar.tsx'
import { useStrings } from '#components/strings/use-strings.ts'
import { IconButton } from '#components/ui/IconButton.tsx'
import { MenuButton } from '#components/ui/MenuButton.tsx'
import { RoomTile } from '#components/ui/RoomTile.tsx'
import { SegmentedControl } from '#components/ui/SegmentedControl.tsx'
import { useMedia, WIDE } from '#components/ui/use-media.ts'
import { parentPath } from '#lib/core/names/place-path.ts'
import { folderMenu } from '../menu/folder-menu.ts'
import { AddMenu } from './AddMenu.tsx'
import { crumbsOf } from './crumbs.ts'
import type { FolderActions } from './use-folder-actions.ts'
import type { FolderPageState } from './use-folder-page.ts'
import { usePeopleHere } from './use-people-here.ts'

export interface FolderBarProps {
  page: FolderPageState
  actions: FolderActions
}

/** The bar of a folder: where one is, how it is shown, and Add. */
export function FolderBar({ page, actions }: FolderBarProps) {
  const strings = useStrings()
  const { files, common } = strings
  const { place, control, path, folderName } = page
  const people = usePeopleHere(place.id)
  const isWide = useMedia(WIDE)
  const openKeyHelp = useOpenKeyHelp()
  const parent = parentPath(path)
  const here = files.hereNow(people.names, people.guests)
  return (
    <TopBar
      title={folderName}
      caption={path === '' ? here || files.entries(page.folder.total.count) : page.placeName}
      tile={<RoomTile place={place} size={36} />}
      back={parent === null ? '/' : control.href({ path: parent, entry: null, type: null, q: '' })}
      crumbs={crumbsOf(page.placeName, path, control.href)}
      actions={
        <>
          {here === '' ? null : (
            <span className="hidden max-w-56 truncate text-caption text-ink3 desktop:inline">{here}</span>
          )}
          <SegmentedControl
            label={files.view}
            value={page.view}
            onChange={page.setView}
            className="max-tablet:hidden"
            options={[
              { id: 'grid', label: files.views.grid, icon: LayoutGrid },
              { id: 'list', label: files.views.list, icon: List },
              { id: 'details', label: files.views.details, icon: TableProperties },
            ]}
          />
          {place.may.chat ? (
            <ChatButton
              placeId={place.id}
              isOpen={control.address.chat}
              onToggle={() => control.go({ chat: !control.address.chat })}
            />
          ) : null}
          {isWide && !control.address.chat ? (
            <IconButton
              icon={PanelRight}
              label={page.showsDetails ? files.hideDetails : files.showDetails}
              aria-pressed={page.showsDetails}
              onPress={() => page.setDetails(!page.showsDetails)}
              className={page.showsDetails ? 'bg-select text-ink' : ''}
            />
          ) : null}
          <MenuButton
            icon={EllipsisVertical}
            label={files.roomMenu(page.placeName)}
            title={folderName}
            entries={[
              ...folderMenu(page, actions, strings),
              { id: 'keys', label: files.keys, icon: Keyboard, keys: keyHint('help'), onAction: openKeyHelp },
              place.may.manage && 'divider',
              place.may.manage && {
                id: 'settings',
                label: place.kind === 'drive' ? files.driveSettings : files.roomSettings,
                icon: Settings,
                href: placeSettingsHref(place.id, place.kind),
              },
            ]}
          />
          {place.may.upload || place.may.change ? <AddMenu page={page} actions={actions} label={common.add} /> : null}
        </>
      }
    />
  )
}
