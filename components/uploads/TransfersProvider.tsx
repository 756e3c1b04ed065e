'use client'

import { type ReactNode, useState } from 'react'
import { FilesProvider } from '#components/files/FilesProvider.tsx'
import type { Allowances } from '#lib/browser/engine/allowances.ts'
import { AllowancesContext } from './allowances-context.ts'
import { TransferCompanion } from './TransferCompanion.tsx'
import { TransfersContext, TransfersSoonContext } from './transfers-context.ts'
import { useOpenTransfers } from './use-open-transfers.ts'
import { useSoon } from './use-soon.ts'

/** What lives as long as the page does, whichever page it is: transfers, lists of folders, the live channel. */
export function TransfersProvider({ children }: { children: ReactNode }) {
  const [allowances] = useState<Allowances>(() => new Map())
  const opened = useOpenTransfers(allowances)
  const soon = useSoon(opened)
  return (
    <FilesProvider>
      <TransfersContext value={opened}>
        <TransfersSoonContext value={soon}>
          {opened ? <TransferCompanion transfers={opened.transfers} /> : null}
          <AllowancesContext value={allowances}>{children}</AllowancesContext>
        </TransfersSoonContext>
      </TransfersContext>
    </FilesProvider>
  )
}
