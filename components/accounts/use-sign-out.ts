'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '#components/shell/api-context.ts'
import { peopleRoutes } from '#lib/contracts/http/people.ts'
import { signOut } from './auth-client.ts'

/**
 * Ends this session, or all of them, and leaves nothing of it on the screen: a page that the browser keeps
 * for its Back button must not show what somebody else may not see.
 */
export function useSignOut() {
  const api = useApi()
  const queries = useQueryClient()
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<unknown>(null)

  const leave = async (everywhere: boolean) => {
    setPending(true)
    try {
      if (everywhere) await api.call(peopleRoutes.endMySessions, { query: { keep: 'none' } })
      await signOut()
    } catch (cause) {
      setError(cause)
      setPending(false)
      return
    }
    // From here on the worker answers with nothing of this device.
    await import('#lib/browser/db/current-person.ts')
      .then(({ writeCurrentPerson }) => writeCurrentPerson(null))
      .catch(() => undefined)
    queries.clear()
    document.body.replaceChildren()
    window.location.replace('/sign-in')
  }
  return { leave, isPending, error }
}
