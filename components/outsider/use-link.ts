import { useCallback, useEffect, useState } from 'react'
import { type SharedView, shareLinkRoutes } from '#lib/contracts/http/share-links.ts'
import { api, type Failure, failureOf, tokenOf } from './outsider.ts'

export type LinkState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'no_token' }
  | { readonly kind: 'password'; readonly failure: Failure | null }
  | { readonly kind: 'shut'; readonly failure: Failure }
  | { readonly kind: 'open'; readonly view: SharedView }

/** What tells of the vault or of the way to it, and nothing of the link. */
const PASSING: ReadonlySet<Failure['code']> = new Set([
  'unavailable',
  'shutting_down',
  'rate_limited',
  'internal',
  'unexpected',
])

/** Opens the link of the address, and again whenever somebody comes back to the page: it may have ended meanwhile. */
export function useLink() {
  const [state, setState] = useState<LinkState>({ kind: 'opening' })

  const open = useCallback(async (password?: string): Promise<void> => {
    const token = tokenOf(window.location)
    if (token === '') return setState({ kind: 'no_token' })
    try {
      const body = { token, ...(password === undefined ? {} : { password }) }
      setState({ kind: 'open', view: await api.call(shareLinkRoutes.open, { body }) })
    } catch (error) {
      const failure = failureOf(error)
      const asks = failure.code === 'link_password_needed'
      const refuses = password !== undefined && ['link_wrong_password', 'locked_out'].includes(failure.code)
      if (asks || refuses) setState({ kind: 'password', failure: asks ? null : failure })
      // What is open already stays so, with what is being sent from it, while only the vault is in trouble.
      else setState((known) => (known.kind === 'open' && PASSING.has(failure.code) ? known : { kind: 'shut', failure }))
    }
  }, [])

  const openAgain = useCallback(() => void open(), [open])

  useEffect(() => {
    void open()
    const another = () => {
      setState({ kind: 'opening' })
      void open()
    }
    const back = () => document.visibilityState === 'visible' && void open()
    window.addEventListener('hashchange', another)
    document.addEventListener('visibilitychange', back)
    return () => {
      window.removeEventListener('hashchange', another)
      document.removeEventListener('visibilitychange', back)
    }
  }, [open])

  return { state, open, openAgain }
}
