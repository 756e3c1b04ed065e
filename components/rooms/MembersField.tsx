'use client'

import { CheckboxGroup } from 'react-aria-components/CheckboxGroup'
import { Label } from 'react-aria-components/Label'
import { useAccounts } from '#components/accounts/use-accounts.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Avatar } from '#components/ui/Avatar.tsx'
import { Checkbox } from '#components/ui/Checkbox.tsx'
import { FIELD, FIELD_HELP, FIELD_LABEL } from '#components/ui/field-styles.ts'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'

export interface MembersFieldProps {
  value: readonly string[]
  onChange: (memberIds: string[]) => void
}

/** Who is named: the accounts of the house, to tick. */
export function MembersField({ value, onChange }: MembersFieldProps) {
  const { accounts: words, rooms } = useStrings()
  const accounts = useAccounts()
  return (
    <CheckboxGroup value={[...value]} onChange={onChange} className={FIELD}>
      <Label className={FIELD_LABEL}>{rooms.members}</Label>
      <div className="divide-y divide-hair overflow-hidden rounded-card border border-hair bg-surface">
        {accounts.isPending ? <SkeletonRows count={2} rowClassName="h-12 px-4" tileClassName="size-7" /> : null}
        {accounts.data?.map((account) => (
          <Checkbox
            key={account.id}
            value={account.id}
            className="flex min-h-12 w-full flex-row-reverse justify-between px-4"
          >
            <span className="flex min-w-0 items-center gap-3">
              <Avatar id={account.id} name={account.name} size={28} />
              <span className="truncate font-medium">{account.name}</span>
              <span className="text-caption text-ink3">{words.roles[account.role]}</span>
            </span>
          </Checkbox>
        ))}
      </div>
      {accounts.data?.length === 1 ? <span className={FIELD_HELP}>{rooms.membersNone}</span> : null}
    </CheckboxGroup>
  )
}
