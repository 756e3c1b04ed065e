import type { ReactNode } from 'react'
import { VaultFrame } from '#components/shell/VaultFrame.tsx'

export default function VaultLayout({ children }: { children: ReactNode }) {
  return <VaultFrame>{children}</VaultFrame>
}
