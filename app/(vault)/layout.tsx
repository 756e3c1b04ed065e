import type { ReactNode } from 'react'
import { VaultFrame } from '#components/shell/VaultFrame.tsx'
import { TransfersProvider } from '#components/uploads/TransfersProvider.tsx'
import { Tray } from '#components/uploads/Tray.tsx'

export default function VaultLayout({ children }: { children: ReactNode }) {
  return (
    <TransfersProvider>
      <VaultFrame tray={<Tray />}>{children}</VaultFrame>
    </TransfersProvider>
  )
}
