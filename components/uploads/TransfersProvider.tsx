'use client'

import type { ReactNode } from 'react'
import { FilesProvider } from '#components/files/FilesProvider.tsx'
import { TransferCompanion } from './TransferCompanion.tsx'
import { TransfersContext } from './transfers-context.ts'
import { useOpenTransfers } from './use-open-transfers.ts'

/** What lives as long as the page does, whichever page it is: transfers, lists of folders, the live channel. */
export function TransfersProvider({ children }: { children: ReactNode }) {
  const opened = useOpenTransfers()
  return (
    <FilesProvider>
      <TransfersContext value={opened}>
        {opened ? <TransferCompanion transfers={opened.transfers} /> : null}
        {children}
      </TransfersContext>
    </FilesProvider>
  )
}
