'use client'

import { ACCOUNTS_KEY } from '#components/accounts/use-accounts.ts'
import { SESSION_KEY } from '#components/accounts/use-session.ts'
import { useAction } from '#components/shell/use-action.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { useToaster } from '#components/ui/Toaster.tsx'
import { type AccountView, peopleRoutes } from '#lib/contracts/http/people.ts'

export type PersonRowAccount = AccountView

/** The changes of an account that need no dialog; each says what it did and offers to undo it. */
export function usePersonChange(account: AccountView) {
  const strings = useStrings()
  const { accounts, admin, common } = strings
  const { show } = useToaster()
  const change = useAction({
    call: (api, { body }: { body: Partial<Pick<AccountView, 'role' | 'disabled'>>; message: string }) =>
      api.call(peopleRoutes.changeAccount, { params: { account: account.id }, body }),
    changes: [ACCOUNTS_KEY, SESSION_KEY],
    onDone: (_, { body, message }) => {
      const back = body.role === undefined ? { disabled: account.disabled } : { role: account.role }
      show({
        message,
        action: { label: common.undo, onPress: () => change.run({ body: back, message: common.saved }) },
      })
    },
    onFail: (error) => {
      const { sentence, advice } = strings.errors.explain(error)
      show({ message: `${sentence} ${advice}` })
    },
  })
  return {
    changeRole: (role: AccountView['role']) =>
      change.run({ body: { role }, message: admin.roleChanged(account.name, accounts.roles[role]) }),
    switchAccount: (on: boolean) =>
      change.run({
        body: { disabled: !on },
        message: on ? admin.switchedOn(account.name) : admin.switchedOff(account.name),
      }),
  }
}
