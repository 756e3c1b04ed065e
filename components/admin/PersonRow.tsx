'use client'

import { useAccount } from '#components/accounts/use-session.ts'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { Avatar } from '#components/ui/Avatar.tsx'
import { Badge } from '#components/ui/Badge.tsx'
import { useNow } from '#components/ui/use-now.ts'
import type { ListedAccount } from '#lib/contracts/http/people.ts'
import { PersonMenu } from './PersonMenu.tsx'
import type { PersonTask } from './person-task.ts'

export interface PersonRowProps {
  account: ListedAccount
  isLastAdmin: boolean
  onTask: (kind: PersonTask['kind']) => void
}

export function PersonRow({ account, isLastAdmin, onTask }: PersonRowProps) {
  const { accounts, admin } = useStrings()
  const format = useFormat()
  const now = useNow()
  const isSelf = useAccount()?.accountId === account.id
  const seen = account.lastSeenAt === null ? admin.never : admin.lastSeen(format.when(account.lastSeenAt, now))
  return (
    <div className="flex min-h-16 items-center gap-3.5 py-2.5 pr-2.5 pl-4">
      <Avatar id={account.id} name={account.name} size={40} />
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2 text-body font-medium">
          <span className="truncate">{account.name}</span>
          {isSelf ? <span className="font-normal text-ink3">{admin.you}</span> : null}
        </p>
        <p className="text-caption text-ink3 tabular">
          {accounts.roles[account.role]}. {seen}. {admin.used(account.usedBytes, account.entryCount)}
        </p>
      </div>
      {account.disabled ? <Badge>{admin.off}</Badge> : null}
      <PersonMenu account={account} isSelf={isSelf} isLastAdmin={isLastAdmin} onTask={onTask} />
    </div>
  )
}
