'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '#components/shell/api-context.ts'
import { useTransfersOfPerson } from '#components/uploads/transfers-context.ts'
import { beginToLeave } from '#lib/browser/sign-out/leaving.ts'
import { noteUnsaidEnd } from '#lib/browser/sign-out/unsaid-end.ts'
import { peopleRoutes } from '#lib/contracts/http/people.ts'
import type { ErrorCode } from '#lib/core/errors/error-codes.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { personNameOf } from '#lib/core/ids/person-name.ts'
import { signOut } from './auth-client.ts'
import { useAccount } from './use-session.ts'

const AWAY: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['unavailable', 'shutting_down'])

async function forget(personName: string | null): Promise<void> {
  if (personName === null) return
  const { forgetPerson, keepersOf } = await import('#lib/browser/sign-out/forget-person.ts')
  await forgetPerson(personName, keepersOf(window))
}

/** Out of reach, the vault is told later, before anything else: nobody has to wait for it to leave a device empty. */
async function endSession(): Promise<void> {
  try {
    await signOut()
  } catch (cause) {
    if (!(cause instanceof VaultError && AWAY.has(cause.code))) throw cause
    noteUnsaidEnd(() => window.localStorage)
  }
}

/**
 * Ends this session, or all of them, and leaves nothing of it in the browser or on the screen: a page that is kept for
 * the Back button must not show what somebody else may not see.
 */
export function useSignOut() {
  const api = useApi()
  const queries = useQueryClient()
  const account = useAccount()
  const person = useTransfersOfPerson()
  const personName = account && personNameOf(account)
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<unknown>(null)

  const leave = async (everywhere: boolean) => {
    setPending(true)
    try {
      if (everywhere) await api.call(peopleRoutes.endMySessions, { query: { keep: 'none' } })
      // Whoever ended all of them has only the cookie left to lose.
      await endSession()
    } catch (cause) {
      setError(cause)
      setPending(false)
      return
    }
    beginToLeave()
    // From here on the worker answers with nothing of this device.
    await import('#lib/browser/db/current-person.ts')
      .then(({ writeCurrentPerson }) => writeCurrentPerson(null))
      .catch(() => undefined)
    // Held open, it could not be deleted.
    await person?.transfers.close().catch(() => undefined)
    person?.store.close()
    await forget(personName).catch(() => undefined)
    queries.clear()
    document.body.replaceChildren()
    window.location.replace('/sign-in')
  }
  return { leave, isPending, error }
}
