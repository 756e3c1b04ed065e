'use client'

import { useMutation } from '@tanstack/react-query'
import { type Credentials, signIn } from './auth-client.ts'

/** Signs in; pending until `onEntered` has come to its end. */
export function useSignIn(onEntered: () => Promise<void>) {
  const mutation = useMutation<void, unknown, Credentials>({
    mutationFn: async (credentials) => {
      await signIn(credentials)
      await onEntered()
    },
  })
  return { submit: mutation.mutate, isPending: mutation.isPending, error: mutation.error }
}
