'use client'

import { useTransfersOfPerson, useTransfersSnapshot } from '#components/uploads/transfers-context.ts'
import { traySection } from '#lib/core/transfers/summary.ts'
import type { TransferRecord } from '#lib/core/transfers/transfer-record.ts'

/** How long the vault gets to throw the parts away; it does so by itself later, too. */
const PATIENCE_MS = 5000

const isUnfinished = (transfer: TransferRecord) => {
  const section = traySection(transfer)
  return section !== null && section !== 'done'
}

/** What is still on its way in this browser, and a way to give it up. */
export function useUnfinished(): { count: number; discard: () => Promise<void> } {
  const transfers = useTransfersOfPerson()?.transfers
  const count = useTransfersSnapshot().transfers.filter(isUnfinished).length
  const discard = async () => {
    if (!transfers) return
    const left = () => transfers.getSnapshot().transfers.filter(isUnfinished)
    transfers.send({ kind: 'cancel', ids: left().map(({ id }) => id) })
    await new Promise<void>((resolve) => {
      const stop = transfers.subscribe(() => left().length === 0 && end())
      const timer = setTimeout(end, PATIENCE_MS)
      function end() {
        clearTimeout(timer)
        stop()
        resolve()
      }
      if (left().length === 0) end()
    })
  }
  return { count, discard }
}
