'use client'

import {
  Ellipsis,
  Eye,
  FolderLock,
  KeyRound,
  Pencil,
  ShieldUser,
  Trash2,
  UserRoundCheck,
  UserRoundX,
} from 'lucide-react'
import { MenuTrigger } from 'react-aria-components/Menu'
import { useStrings } from '#components/strings/use-strings.ts'
import { Avatar } from '#components/ui/Avatar.tsx'
import { IconButton } from '#components/ui/IconButton.tsx'
import { MenuDivider, MenuItem } from '#components/ui/MenuItem.tsx'
import { MenuSurface } from '#components/ui/MenuSurface.tsx'
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
  return (
    <MenuTrigger>
      <IconButton icon={Ellipsis} label={admin.actionsFor(account.name)} tooltip={false} />
      <MenuSurface
        label={account.name}
        caption={isLastAdmin ? admin.lastAdmin : accounts.roles[account.role]}
        media={<Avatar id={account.id} name={account.name} size={40} />}
      >
        {(['admin', 'editor', 'viewer'] as const).map((role) => (
          <MenuItem
            key={role}
            icon={ROLE_ICONS[role]}
            isChecked={role === account.role}
            isDisabled={isLastAdmin && role !== 'admin'}
            onAction={() => role !== account.role && changeRole(role)}
          >
            {accounts.roles[role]}
          </MenuItem>
        ))}
        <MenuDivider />
        <MenuItem icon={Pencil} onAction={() => onTask('rename')}>
          {admin.rename}
        </MenuItem>
        <MenuItem icon={KeyRound} onAction={() => onTask('reset-password')}>
          {admin.resetPassword}
        </MenuItem>
        {isSelf ? null : (
          <MenuItem icon={FolderLock} onAction={() => onTask('open-files')}>
            {admin.openFiles}
          </MenuItem>
        )}
        <MenuItem
          icon={account.disabled ? UserRoundCheck : UserRoundX}
          isDisabled={isLastAdmin}
          onAction={() => switchAccount(account.disabled)}
        >
          {account.disabled ? admin.switchOn : admin.switchOff}
        </MenuItem>
        <MenuDivider />
        <MenuItem icon={Trash2} tone="danger" isDisabled={isLastAdmin} onAction={() => onTask('delete')}>
          {admin.deletePerson}
        </MenuItem>
      </MenuSurface>
    </MenuTrigger>
  )
}
