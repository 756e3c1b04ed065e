'use client'

import { ArrowDown, ArrowUp, Check, ChevronUp, CircleAlert, Pause, Play } from 'lucide-react'
import { useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { useStrings } from '#components/strings/use-strings.ts'
import { Icon } from '#components/ui/Icon.tsx'
import { IconButton } from '#components/ui/IconButton.tsx'
import { lazyPart } from '#components/ui/lazy-part.tsx'
import { ProgressRing } from '#components/ui/ProgressRing.tsx'
import type { TraySheetProps } from './TraySheet.tsx'
import { trayHead } from './tray-words.ts'
import type { TrayState } from './use-tray.ts'

const TraySheet = lazyPart<TraySheetProps>(() => import('./TraySheet.tsx').then((file) => file.TraySheet))

/** The tray of a phone: a line of 56 above the navigation, a sheet when it is pressed. */
export function TrayLine({ tray }: { tray: TrayState }) {
  const strings = useStrings()
  const { transfers } = strings
  const [isOpen, setOpen] = useState(false)
  const { summary } = tray
  const needsYou = tray.only ? tray.only.needsYou : summary.needsYouCount > 0
  const isDone = tray.only ? tray.only.isOver : summary.phase === 'done'
  return (
    <section
      aria-label={transfers.title}
      className="flex h-14 items-center gap-1 border-hair border-t bg-surface pr-1 pl-4"
    >
      <Button
        onPress={() => setOpen(true)}
        aria-expanded={isOpen}
        aria-haspopup="dialog"
        className="flex h-full min-w-0 flex-1 items-center gap-3.5 text-left -outline-offset-2"
      >
        <ProgressRing
          label={transfers.totalProgress}
          value={tray.share}
          tone={needsYou ? 'amber' : isDone ? 'green' : 'ember'}
        >
          <Icon
            of={needsYou ? CircleAlert : isDone ? Check : tray.only ? ArrowDown : ArrowUp}
            size={14}
            className={needsYou ? 'text-amber' : isDone ? 'text-green' : 'text-ember-ink'}
          />
        </ProgressRing>
        <span className="min-w-0">
          <span className="block truncate font-medium text-body text-ink">{trayHead(tray, strings)}</span>
          <span className="block truncate text-caption text-ink2 tabular">
            {tray.totalBytes === 0 ? '' : transfers.amount(tray.sentBytes, tray.totalBytes, tray.secondsLeft)}
          </span>
        </span>
      </Button>
      {tray.canPause ? (
        <IconButton
          icon={Pause}
          className="[&_svg]:fill-current"
          label={transfers.pauseAll}
          onPress={tray.pauseAll}
          tooltip={false}
        />
      ) : tray.canResume ? (
        <IconButton
          icon={Play}
          className="[&_svg]:fill-current"
          label={transfers.resumeAll}
          onPress={tray.resumeAll}
          tooltip={false}
        />
      ) : null}
      <IconButton icon={ChevronUp} label={transfers.open} onPress={() => setOpen(true)} tooltip={false} />
      <TraySheet isOpen={isOpen} onClose={() => setOpen(false)} tray={tray} />
    </section>
  )
}
