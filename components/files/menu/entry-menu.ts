import {
  CircleCheck,
  CircleX,
  ClipboardPaste,
  Copy,
  Download,
  Eye,
  FilePen,
  FolderInput,
  FolderOpen,
  Info,
  Link,
  MessageCircle,
  Pencil,
  Play,
  QrCode,
  Scissors,
  Share2,
  ShieldCheck,
  SquareCheckBig,
  Star,
  StarOff,
  Trash2,
} from 'lucide-react'
import { mayEdit } from '#components/editor/may-edit.ts'
import { keyHint } from '#components/keys/key-table.ts'
import type { Strings } from '#components/strings/en.ts'
import type { MenuEntry } from '#components/ui/menu-entry.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import type { FolderActions } from '../page/use-folder-actions.ts'
import type { FolderPageState } from '../page/use-folder-page.ts'

export interface EntryMenuInput {
  page: FolderPageState
  actions: FolderActions
  files: Strings['files']
  /** "Edit" */
  editLabel: string
  /** "Download as zip" */
  zipLabel: string
  entry: EntryView
  /** Of the entry, or of all that are selected: whether something of it is kept on this device. */
  isPinned: boolean
  /** All of them are favourites. */
  isFavourite: boolean
  onFavour: (isFavourite: boolean) => void
  /** The entry is one of several that are selected: the menu is about all of them. */
  isMany: boolean
}

/** What one can do with an entry: groups, keys on the right, the trash last and red. */
export function entryMenu({
  page,
  actions,
  files,
  editLabel,
  zipLabel,
  entry,
  isMany,
  isPinned,
  isFavourite,
  onFavour,
}: EntryMenuInput): MenuEntry[] {
  const words = files.actions
  const isFolder = entry.kind === 'folder'
  const plays = entry.type === 'film' || entry.type === 'sound'
  const mayChange = page.place.may.change && entry.may.change
  const shared = actions.shareable(entry)
  const mayPasteInto = mayChange && isFolder && !isMany
  return [
    !isMany &&
      isFolder && {
        id: 'open',
        label: words.open,
        icon: FolderOpen,
        keys: keyHint('open'),
        onAction: () => actions.open(entry),
      },
    !isMany &&
      !isFolder && {
        id: 'preview',
        label: plays ? words.play : words.preview,
        icon: plays ? Play : Eye,
        keys: keyHint('preview'),
        onAction: () => actions.preview(entry),
      },
    !isMany &&
      mayEdit(entry) && {
        id: 'edit',
        label: editLabel,
        icon: FilePen,
        onAction: () => page.control.go({ entry: entry.id, edit: true }),
      },
    {
      id: 'download',
      label: isFolder || isMany ? zipLabel : words.download,
      icon: Download,
      onAction: () => actions.download(entry),
    },
    !isMany &&
      !isFolder &&
      actions.pinning.can === 'yes' && {
        id: 'download-verified',
        label: words.downloadVerified,
        icon: ShieldCheck,
        onAction: () => actions.downloadVerified(entry),
      },
    (isMany || !isPinned) && {
      id: 'pin',
      label: words.pin,
      icon: CircleCheck,
      isDisabled: !actions.pinning.isReady,
      onAction: () => actions.pin(entry),
    },
    isPinned && { id: 'unpin', label: words.unpin, icon: CircleX, onAction: () => actions.unpin(entry) },
    {
      id: 'favourite',
      label: isFavourite ? words.unfavour : words.favour,
      icon: isFavourite ? StarOff : Star,
      onAction: () => onFavour(!isFavourite),
    },
    !isMany && { id: 'link', label: words.copyLink, icon: Link, onAction: () => actions.copyLink(entry) },
    shared.length > 0 && {
      id: 'share-link',
      label: words.shareLink,
      icon: Share2,
      onAction: () => actions.shareLink(shared),
    },
    !isMany && { id: 'qr', label: words.qr, icon: QrCode, onAction: () => actions.showQr(entry) },
    page.place.may.chat && {
      id: 'chat',
      label: words.showInChat,
      icon: MessageCircle,
      onAction: () => {
        page.draft.attach(actions.chosenBy(entry).entries)
        page.control.go({ chat: true })
      },
    },
    page.selection.count === 0 && {
      id: 'select',
      label: words.select,
      icon: SquareCheckBig,
      onAction: () => page.selection.choose(entry, 'toggle'),
    },
    'divider',
    mayChange &&
      !isMany && {
        id: 'rename',
        label: words.rename,
        icon: Pencil,
        keys: keyHint('rename'),
        onAction: () => actions.rename(entry),
      },
    mayChange && {
      id: 'move',
      label: words.moveTo,
      icon: FolderInput,
      onAction: () => actions.askWhere('move', entry),
    },
    mayChange && { id: 'copy-to', label: words.copyTo, icon: Copy, onAction: () => actions.askWhere('copy', entry) },
    mayChange && {
      id: 'cut',
      label: words.cut,
      icon: Scissors,
      keys: keyHint('cut'),
      onAction: () => actions.cut(entry),
    },
    { id: 'copy', label: words.copy, icon: Copy, keys: keyHint('copy'), onAction: () => actions.copy(entry) },
    mayPasteInto &&
      actions.clipboard !== null && {
        id: 'paste',
        label: words.pasteCount(actions.clipboard.count),
        icon: ClipboardPaste,
        onAction: () => void actions.paste(entry.path),
      },
    !isMany && {
      id: 'details',
      label: words.details,
      icon: Info,
      onAction: () => page.ask({ kind: 'details', entry }),
    },
    entry.may.delete && 'divider',
    entry.may.delete && {
      id: 'trash',
      label: words.trash,
      icon: Trash2,
      tone: 'danger',
      keys: keyHint('toTrash'),
      onAction: () => actions.trash(entry),
    },
  ]
}
