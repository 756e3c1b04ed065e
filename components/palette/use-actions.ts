'use client'

import {
  Clock,
  FilePlus,
  Folder,
  Keyboard,
  LayoutGrid,
  type LucideIcon,
  Monitor,
  Moon,
  Plus,
  ShieldUser,
  Sun,
  User,
} from 'lucide-react'
import { useSession } from '#components/accounts/use-session.ts'
import { useOpenKeyHelp } from '#components/keys/key-help-context.ts'
import { placeHref } from '#components/rooms/place-href.ts'
import { useShell } from '#components/shell/shell-context.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { useTheme } from '#components/ui/use-theme.ts'

export interface PaletteAction {
  readonly id: string
  readonly label: string
  readonly icon: LucideIcon
  readonly act: { readonly href: string } | { readonly run: () => void }
}

/** What one can do from everywhere, by who one is. */
export function useActions(): PaletteAction[] {
  const { common, palette, files } = useStrings()
  const session = useSession().data
  const [theme, choose] = useTheme()
  const { add } = useShell()
  const openKeyHelp = useOpenKeyHelp()
  const { principal } = session ?? {}
  const look = (choice: typeof theme, label: string, icon: LucideIcon): PaletteAction[] =>
    choice === theme ? [] : [{ id: `look-${choice}`, label, icon, act: { run: () => choose(choice) } }]
  return [
    ...(add === null ? [] : [{ id: 'add', label: add.label, icon: Plus, act: { run: add.onPress } }]),
    ...(add?.onNewText ? [{ id: 'new-text', label: files.newText, icon: FilePlus, act: { run: add.onNewText } }] : []),
    { id: 'rooms', label: common.nav.allRooms, icon: LayoutGrid, act: { href: '/' } },
    { id: 'recent', label: palette.recent, icon: Clock, act: { href: '/search' } },
    ...(principal?.kind === 'account'
      ? [{ id: 'mine', label: common.nav.myFiles, icon: Folder, act: { href: placeHref(principal.personalPlaceId) } }]
      : []),
    { id: 'you', label: common.nav.you, icon: User, act: { href: '/you' } },
    ...(session?.may.administer
      ? [{ id: 'admin', label: common.nav.admin, icon: ShieldUser, act: { href: '/admin' } }]
      : []),
    { id: 'keys', label: palette.keys, icon: Keyboard, act: { run: openKeyHelp } },
    ...look('light', palette.useLight, Sun),
    ...look('dark', palette.useDark, Moon),
    ...look('auto', palette.useAuto, Monitor),
  ]
}
