'use client'

import type { ReactNode } from 'react'
import { FilesProvider } from '#components/files/FilesProvider.tsx'
import { TransferCompanion } from './TransferCompanion.tsx'
import { TransfersContext, TransfersSoonContext } from './transfers-context.ts'
import { useOpenTransfers } from './use-open-transfers.ts'
import { useSoon } from './use-soon.ts'

/** What lives as long as the page does, whichever page it is: transfers, lists of folders, the live channel. */
export function TransfersProvider({ children }: { children: ReactNode }) {
  const opened = useOpenTransfers()
  const soon = useSoon(opened)
  return (
    <FilesProvider>
      <TransfersContext value={opened}>
        <TransfersSoonContext value={soon}>
          {opened ? <TransferCompanion transfers={opened.transfers} /> : null}
          {children}
        </TransfersSoonContext>
      </TransfersContext>
    </FilesProvider>
  )
}
