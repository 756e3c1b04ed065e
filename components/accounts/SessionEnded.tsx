'use client'

import { useQueryClient } from '@tanstack/react-query'
import { PageBody } from '#components/shell/PageBody.tsx'
import { useStrings } from '#components/strings/use-strings.ts'
import { Avatar } from '#components/ui/Avatar.tsx'
import { SignInForm } from './SignInForm.tsx'
import type { AccountPrincipal } from './use-session.ts'

/** Stands in the place of every page when the session has ended: it locks, it does not wipe. */
export function SessionEnded({ account }: { account: AccountPrincipal }) {
  const { again } = useStrings().accounts
  const queries = useQueryClient()
  return (
    <PageBody width="form" className="pt-12">
      <div role="alert" className="flex flex-col items-center gap-3 text-center">
        <Avatar id={account.accountId} name={account.name} size={56} />
        <h1 className="text-title">{again.title}</h1>
        <p className="max-w-80 text-body text-ink2 text-balance">{again.help}</p>
      </div>
      <SignInForm initialName={account.name} onEntered={() => queries.invalidateQueries()} />
    </PageBody>
  )
}
