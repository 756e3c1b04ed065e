'use client'

import { useMutation } from '@tanstack/react-query'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { signInError } from './sign-in-answer.ts'

export interface Credentials {
  name: string
  password: string
}

/** Signs in through next-auth; pending until `onEntered` has come to its end. */
export function useSignIn(onEntered: () => Promise<void>) {
  const mutation = useMutation<void, VaultError, Credentials>({
    mutationFn: async (credentials) => {
      await enter(credentials)
      await onEntered()
    },
  })
  return { submit: mutation.mutate, isPending: mutation.isPending, error: mutation.error }
}

/** @throws VaultError */
export async function enter({ name, password }: Credentials): Promise<void> {
  const { signIn } = await import('next-auth/react')
  const answer = await signIn('credentials', { name, password, redirect: false }).catch((cause: unknown) => {
    throw new VaultError('unavailable', { details: { offline: true }, cause })
  })
  if (!answer) throw new VaultError('unavailable')
  if (answer.error) throw signInError(answer.error, answer.status)
}
