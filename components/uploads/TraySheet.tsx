'use client'

import { Lock, Pause, Play } from 'lucide-react'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Icon } from '#components/ui/Icon.tsx'
import { ProgressBar } from '#components/ui/ProgressBar.tsx'
import { Sheet } from '#components/ui/Sheet.tsx'
import { hasBackgroundSync } from '#lib/browser/transfers/background-sync.ts'
import { TrayList } from './TrayList.tsx'
import type { TrayState } from './use-tray.ts'

export interface TraySheetProps {
  isOpen: boolean
  onClose: () => void
  tray: TrayState
}

/** Everything about the transfers, on a phone. */
export function TraySheet({ isOpen, onClose, tray }: TraySheetProps) {
  const { transfers } = useStrings()
  const { summary } = tray
  return (
    <Sheet
      isOpen={isOpen}
      onClose={onClose}
      title={transfers.title}
      caption={tray.totalBytes === 0 ? null : transfers.aboutLeft(tray.sentBytes, tray.totalBytes, tray.secondsLeft)}
      footer={
        <p className="flex items-center gap-2.5 text-body text-ink2">
          <Icon of={Lock} size={18} />
          {tray.isPersistent ? (hasBackgroundSync(window) ? transfers.goesOn : transfers.stops) : transfers.notKept}
        </p>
      }
    >
      {summary.phase === 'done' && !tray.only ? null : (
        <div className="flex items-center gap-4 pb-1">
          <ProgressBar label={transfers.totalProgress} value={tray.share} className="flex-1" />
          {tray.canPause ? (
            <Button size="bar" tone="soft" icon={Pause} className="[&_svg]:fill-current" onPress={tray.pauseAll}>
              {transfers.pauseAll}
            </Button>
          ) : tray.canResume ? (
            <Button size="bar" tone="soft" icon={Play} className="[&_svg]:fill-current" onPress={tray.resumeAll}>
              {transfers.resumeAll}
            </Button>
          ) : null}
        </div>
      )}
      <TrayList tray={tray} isCompact={false} />
    </Sheet>
  )
}
