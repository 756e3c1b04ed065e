'use client'

import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useAccounts } from '#components/accounts/use-accounts.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Card } from '#components/ui/Card.tsx'
import { PageError } from '#components/ui/PageError.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { AddPersonDialog } from './AddPersonDialog.tsx'
import { PersonDialogs } from './PersonDialogs.tsx'
import { PersonRow } from './PersonRow.tsx'
import type { PersonTask } from './person-task.ts'

/** Everybody with an account. */
export function PeoplePanel() {
  const { admin } = useStrings()
  const accounts = useAccounts()
  const [adds, setAdds] = useState(false)
  const [task, setTask] = useState<PersonTask | null>(null)
  const admins = accounts.data?.filter((account) => account.role === 'admin' && !account.disabled) ?? []
  return (
    <>
      <Button size="bar" icon={UserPlus} onPress={() => setAdds(true)} className="self-start">
        {admin.addPerson}
      </Button>
      {accounts.isError && !accounts.data ? (
        <PageError error={accounts.error} onRetry={() => void accounts.refetch()} />
      ) : (
        <Card kind="rows">
          {accounts.isPending ? <SkeletonRows count={4} rowClassName="h-16 px-4" /> : null}
          {accounts.data?.map((account) => (
            <PersonRow
              key={account.id}
              account={account}
              isLastAdmin={admins.length === 1 && admins[0]?.id === account.id}
              onTask={(kind) => setTask({ kind, account })}
            />
          ))}
        </Card>
      )}
      <AddPersonDialog isOpen={adds} onClose={() => setAdds(false)} />
      <PersonDialogs task={task} others={accounts.data ?? []} onClose={() => setTask(null)} />
    </>
  )
}
