'use client'

import { useEffect } from 'react'
import { useSession } from '#components/accounts/use-session.ts'
import { systemRoutes } from '#lib/contracts/http/system.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { useApi } from './api-context.ts'

/** A page that fails in a loop says so a few times. */
const MAX_REPORTS = 5

/** Tells the vault's log what fails in this page and nobody caught, while somebody is signed in. */
export function useTroubleReports(): void {
  const api = useApi()
  const isSignedIn = useSession().data?.principal.kind === 'account'
  useEffect(() => {
    if (!isSignedIn) return
    const told = new Set<string>()
    const report = (error: unknown): void => {
      // The vault knows its own refusals, and who went away is no failure.
      if (error instanceof VaultError || (error instanceof DOMException && error.name === 'AbortError')) return
      const { message, stack } = error instanceof Error ? error : { message: String(error), stack: '' }
      if (message === '' || told.has(message) || told.size >= MAX_REPORTS || message.includes('ResizeObserver')) return
      told.add(message)
      const body = {
        message: message.slice(0, 500),
        stack: (stack ?? '').slice(0, 4000),
        page: window.location.pathname.slice(0, 200),
      }
      api.call(systemRoutes.reportTrouble, { body }).catch(() => undefined)
    }
    const onError = (event: ErrorEvent) => report(event.error ?? event.message)
    const onRejection = (event: PromiseRejectionEvent) => report(event.reason)
    window.addEventListener('error', onError)
    window.addEventListener('unhandledrejection', onRejection)
    return () => {
      window.removeEventListener('error', onError)
      window.removeEventListener('unhandledrejection', onRejection)
    }
  }, [api, isSignedIn])
}
