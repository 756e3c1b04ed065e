'use client'

import { ChevronDown, ChevronUp, Pause, Play, X } from 'lucide-react'
import { usePrefs } from '#components/files/page/use-prefs.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { IconButton } from '#components/ui/IconButton.tsx'
import { ProgressBar } from '#components/ui/ProgressBar.tsx'
import { TrayList } from './TrayList.tsx'
import { trayHead } from './tray-words.ts'
import type { TrayState } from './use-tray.ts'

/** The tray of a desktop: its head line, and at most four rows when somebody opened it. */
export function TrayCard({ tray }: { tray: TrayState }) {
  const strings = useStrings()
  const { transfers } = strings
  const { prefs, change } = usePrefs()
  const isOpen = prefs?.trayOpen ?? false
  const { summary } = tray
  const isOver = summary.phase === 'done' && tray.jobs.length === 0 && tray.coming.length === 0
  const left = summary.phase === 'sending' || tray.only ? transfers.left(tray.secondsLeft) : null
  return (
    <section
      aria-label={transfers.title}
      className="overflow-hidden rounded-card border border-hair bg-raised shadow-float"
    >
      <div className="flex h-12 items-center gap-0.5 pr-2 pl-4">
        <h2 className="min-w-0 flex-1 truncate text-body text-ink2 tabular">
          <span className="font-semibold text-ink">{trayHead(tray, strings)}</span>
          {left === null ? null : ` · ${left}`}
        </h2>
        {tray.canPause ? (
          <IconButton
            size="row"
            icon={Pause}
            className="[&_svg]:fill-current"
            label={transfers.pauseAll}
            onPress={tray.pauseAll}
          />
        ) : tray.canResume ? (
          <IconButton
            size="row"
            icon={Play}
            className="[&_svg]:fill-current"
            label={transfers.resumeAll}
            onPress={tray.resumeAll}
          />
        ) : null}
        <IconButton
          size="row"
          icon={isOpen ? ChevronDown : ChevronUp}
          label={isOpen ? transfers.collapse : transfers.open}
          aria-expanded={isOpen}
          onPress={() => change({ trayOpen: !isOpen })}
        />
        {isOver ? <IconButton size="row" icon={X} label={transfers.clear} onPress={tray.clearDone} /> : null}
      </div>
      {isOver || tray.only?.isOver ? null : (
        <ProgressBar
          size="thin"
          label={transfers.totalProgress}
          value={tray.share}
          tone={summary.phase === 'verifying' && !tray.only ? 'green' : summary.phase === 'waiting' ? 'amber' : 'ember'}
        />
      )}
      {isOpen ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
        <div tabIndex={0} className="max-h-[min(58vh,272px)] overflow-y-auto px-4 pb-2 -outline-offset-2">
          <TrayList tray={tray} isCompact />
        </div>
      ) : null}
    </section>
  )
}
