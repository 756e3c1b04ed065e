'use client'

import { useEffect, useState } from 'react'
import { useSession } from '#components/accounts/use-session.ts'
import { useApi } from '#components/shell/api-context.ts'
import { openBrowserStore, storeNameOf } from '#lib/browser/db/open-browser-store.ts'
import { openTransfers } from '#lib/browser/transfers/open-transfers.ts'
import type { TransfersOfPerson } from './transfers-context.ts'

/**
 * Opens the transfers of whoever is here. When a session ends they stay, waiting for the same person to sign in
 * again; only somebody else closes them.
 */
export function useOpenTransfers(): TransfersOfPerson | null {
  const api = useApi()
  const principal = useSession().data?.principal
  const [owner, setOwner] = useState<string | null>(null)
  const [opened, setOpened] = useState<TransfersOfPerson | null>(null)

  const name = principal && storeNameOf(principal)
  // Without an account here may be somebody whose session has just ended: only another account takes over.
  if (name !== undefined && name !== owner && (owner === null || principal?.kind === 'account')) setOwner(name)

  useEffect(() => {
    if (owner === null) return
    let isOver = false
    let close = () => {}
    let isSending = () => false
    const onOutdated = () => {
      // A newer page took the database over. What is being sent goes on without it, for the vault keeps the bytes.
      if (!isOver && !isSending()) window.location.reload()
    }
    void openBrowserStore({ name: owner, onOutdated, onBlocked: () => {} }).then((store) => {
      if (isOver) return store.close()
      const transfers = openTransfers({ api, store, name: owner })
      close = () => transfers.close()
      isSending = () => transfers.getSnapshot().transfers.some(({ state }) => state.kind === 'running')
      setOpened({ name: owner, transfers, store })
    })
    return () => {
      isOver = true
      setOpened(null)
      close()
    }
  }, [api, owner])
  return opened
}
