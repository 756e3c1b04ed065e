import type { ReactNode } from 'react'
import { PinsProvider } from '#components/pins/PinsProvider.tsx'
import { PlaybackHost } from '#components/player/PlaybackHost.tsx'
import { PlaybackProvider } from '#components/player/PlaybackProvider.tsx'
import { VaultFrame } from '#components/shell/VaultFrame.tsx'
import { TransfersProvider } from '#components/uploads/TransfersProvider.tsx'
import { Tray } from '#components/uploads/Tray.tsx'

export default function VaultLayout({ children }: { children: ReactNode }) {
  return (
    <TransfersProvider>
      <PinsProvider>
        <PlaybackProvider>
          <VaultFrame
            tray={
              <>
                <PlaybackHost />
                <Tray />
              </>
            }
          >
            {children}
          </VaultFrame>
        </PlaybackProvider>
      </PinsProvider>
    </TransfersProvider>
  )
}
