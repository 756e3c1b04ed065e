'use client'

import { Eye, FolderLock, KeyRound, Pencil, ShieldUser, Trash2, UserRoundCheck, UserRoundX } from 'lucide-react'
import { useStrings } from '#components/strings/use-strings.ts'
import { Avatar } from '#components/ui/Avatar.tsx'
import { MenuButton } from '#components/ui/MenuButton.tsx'
import type { PersonTask } from './person-task.ts'
import { type PersonRowAccount, usePersonChange } from './use-person-change.ts'

export interface PersonMenuProps {
  account: PersonRowAccount
  isSelf: boolean
  /** Can be neither demoted, switched off nor deleted. */
  isLastAdmin: boolean
  onTask: (kind: PersonTask['kind']) => void
}

const ROLE_ICONS = { admin: ShieldUser, editor: Pencil, viewer: Eye }

export function PersonMenu({ account, isSelf, isLastAdmin, onTask }: PersonMenuProps) {
  const { accounts, admin } = useStrings()
  const { changeRole, switchAccount } = usePersonChange(account)
  const roles = (['admin', 'editor', 'viewer'] as const).map((role) => ({
    id: role,
    icon: ROLE_ICONS[role],
    label: accounts.roles[role],
    isChecked: role === account.role,
    isDisabled: isLastAdmin && role !== 'admin',
    onAction: () => role !== account.role && changeRole(role),
  }))
  return (
    <MenuButton
      label={admin.actionsFor(account.name)}
      title={account.name}
      caption={accounts.roles[account.role]}
      {...(isLastAdmin ? { note: admin.lastAdmin } : {})}
      media={<Avatar id={account.id} name={account.name} size={40} />}
      entries={[
        ...roles,
        'divider',
        { id: 'rename', icon: Pencil, label: admin.rename, onAction: () => onTask('rename') },
        { id: 'password', icon: KeyRound, label: admin.resetPassword, onAction: () => onTask('reset-password') },
        !isSelf && { id: 'files', icon: FolderLock, label: admin.openFiles, onAction: () => onTask('open-files') },
        {
          id: 'switch',
          icon: account.disabled ? UserRoundCheck : UserRoundX,
          label: account.disabled ? admin.switchOn : admin.switchOff,
          isDisabled: isLastAdmin,
          onAction: () => switchAccount(account.disabled),
        },
        'divider',
        {
          id: 'delete',
          icon: Trash2,
          tone: 'danger',
          label: admin.deletePerson,
          isDisabled: isLastAdmin,
          onAction: () => onTask('delete'),
        },
      ]}
    />
  )
}
