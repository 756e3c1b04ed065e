'use client'

import { useEffect, useState } from 'react'
import { useSession } from '#components/accounts/use-session.ts'
import { useApi } from '#components/shell/api-context.ts'
import { storeNameOf } from '#lib/browser/db/store-name.ts'
import type { Allowances } from '#lib/browser/engine/allowances.ts'
import type { TransfersOfPerson } from './transfers-context.ts'

/**
 * Opens the transfers of whoever is here. When a session ends they stay, waiting for the same person to sign in
 * again; only somebody else closes them.
 */
export function useOpenTransfers(allowances: Allowances): TransfersOfPerson | null {
  const api = useApi()
  const principal = useSession().data?.principal
  const [owner, setOwner] = useState<{ name: string; isAccount: boolean } | null>(null)
  const [opened, setOpened] = useState<TransfersOfPerson | null>(null)

  const name = principal && storeNameOf(principal)
  const isAccount = principal?.kind === 'account'
  // Without an account here may be somebody whose session has just ended: only another account takes over from one.
  if (name !== undefined && name !== owner?.name && (isAccount || !owner?.isAccount)) setOwner({ name, isAccount })

  const ownerName = owner?.name ?? null
  useEffect(() => {
    if (ownerName === null) return
    let isOver = false
    let close = () => {}
    const open = async () => {
      const { openTransfersOfPerson } = await import('./open-transfers-of-person.ts')
      if (isOver) return
      const person = await openTransfersOfPerson(api, ownerName, allowances)
      close = () => void person.transfers.close()
      if (isOver) close()
      else setOpened(person)
    }
    // Its code could not be loaded: the page shows everything but transfers, and says so when somebody adds files.
    void open().catch(() => undefined)
    return () => {
      isOver = true
      setOpened(null)
      close()
    }
  }, [api, ownerName, allowances])
  return opened
}
