'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useApi } from '#components/shell/api-context.ts'
import { systemRoutes } from '#lib/contracts/http/system.ts'
import { signIn } from './auth-client.ts'

export interface SetupAnswers {
  code: string
  name: string
  password: string
  mainAccess: 'lan' | 'password' | 'accounts'
  mainPassword: string
}

export const NO_ANSWERS: SetupAnswers = { code: '', name: '', password: '', mainAccess: 'accounts', mainPassword: '' }

/** Creates the admin and signs in as that; then the vault opens as for anybody. */
export function useSetup() {
  const api = useApi()
  const queries = useQueryClient()
  const mutation = useMutation<void, unknown, SetupAnswers>({
    mutationFn: async ({ code, name, password, mainAccess, mainPassword }) => {
      await api.call(systemRoutes.setup, {
        body: {
          code: code.trim(),
          name: name.trim(),
          password,
          mainAccess,
          ...(mainAccess === 'password' ? { mainPassword } : {}),
        },
      })
      // The vault is set up now, whatever comes of the sign-in: then its page is the next step.
      const signedIn = await signIn({ name: name.trim(), password }).then(
        () => true,
        () => false,
      )
      queries.clear()
      window.location.replace(signedIn ? '/' : '/sign-in')
      await new Promise(() => {})
    },
  })
  return { submit: mutation.mutate, isPending: mutation.isPending, error: mutation.error, reset: mutation.reset }
}
