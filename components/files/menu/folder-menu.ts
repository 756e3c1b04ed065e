import {
  CircleCheck,
  ClipboardPaste,
  Download,
  FilePlus,
  FolderPlus,
  HardDrive,
  QrCode,
  RefreshCw,
  Share2,
  SquareCheckBig,
  Trash2,
} from 'lucide-react'
import { keyHint } from '#components/keys/key-table.ts'
import { trashHref } from '#components/rooms/place-href.ts'
import type { Strings } from '#components/strings/en.ts'
import type { MenuEntry } from '#components/ui/menu-entry.ts'
import type { FolderActions } from '../page/use-folder-actions.ts'
import type { FolderPageState } from '../page/use-folder-page.ts'

/** What one can do with the folder that is open. */
export function folderMenu(page: FolderPageState, actions: FolderActions, { files, trash }: Strings): MenuEntry[] {
  const { clipboard } = actions
  const mayChange = page.place.may.change
  return [
    mayChange && {
      id: 'new-folder',
      label: files.newFolder,
      icon: FolderPlus,
      onAction: () => page.ask({ kind: 'new-folder' }),
    },
    page.place.may.upload && {
      id: 'new-text',
      label: files.newText,
      icon: FilePlus,
      onAction: () => page.ask({ kind: 'new-text' }),
    },
    mayChange &&
      clipboard !== null && {
        id: 'paste',
        label: files.actions.pasteCount(clipboard.count),
        icon: ClipboardPaste,
        keys: keyHint('paste'),
        onAction: () => void actions.paste(page.path),
      },
    mayChange && 'divider',
    {
      id: 'select-all',
      label: files.actions.selectAll,
      icon: SquareCheckBig,
      keys: keyHint('all'),
      onAction: page.selection.all,
    },
    actions.pinning.isReady && {
      id: 'pin-here',
      label: files.actions.pin,
      icon: CircleCheck,
      onAction: actions.pinHere,
    },
    { id: 'zip', label: trash.zip, icon: Download, onAction: actions.downloadFolder },
    page.folder.folder !== null &&
      page.place.may.share && {
        id: 'share-link',
        label: files.actions.shareLink,
        icon: Share2,
        onAction: () => page.folder.folder !== null && actions.shareLink([page.folder.folder]),
      },
    { id: 'qr', label: files.actions.qr, icon: QrCode, onAction: () => actions.showQr(null) },
    page.place.may.seeTrash && { id: 'open-trash', label: trash.title, icon: Trash2, href: trashHref(page.place.id) },
    { id: 'usage', label: files.actions.space, icon: HardDrive, onAction: () => page.ask({ kind: 'usage' }) },
    { id: 'read-again', label: files.actions.refresh, icon: RefreshCw, onAction: actions.readAgain },
  ]
}
