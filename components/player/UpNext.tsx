'use client'

import { Button } from 'react-aria-components/Button'
import { EntryPicture } from '#components/files/view/EntryPicture.tsx'
import { useStrings } from '#components/strings/use-strings.ts'
import type { PlaybackState } from './playback-state.ts'

export interface UpNextProps {
  upNext: NonNullable<PlaybackState['upNext']>
  onNow: () => void
  onCancel: () => void
}

/** The next film of the folder, which begins by itself unless somebody says no. */
export function UpNext({ upNext, onNow, onCancel }: UpNextProps) {
  const strings = useStrings().player
  const { entry, seconds } = upNext
  return (
    <section
      aria-label={strings.upNext}
      className="absolute right-4 bottom-28 flex w-76 max-w-[calc(100%-2rem)] flex-col gap-3 rounded-card bg-[#0a0807]/85 p-3"
    >
      <div className="flex items-center gap-3">
        <EntryPicture entry={entry} iconSize={20} className="aspect-video w-24 shrink-0 rounded-photo" />
        <div className="min-w-0">
          <p className="text-(--stage-ink2) text-caption tabular">{strings.nextIn(seconds)}</p>
          <p className="truncate text-label" title={entry.name}>
            {entry.name}
          </p>
        </div>
      </div>
      <div className="flex justify-end gap-2">
        <Button className="stage-button px-3 text-label" onPress={onCancel}>
          {strings.cancelNext}
        </Button>
        <Button
          className="stage-button bg-(--stage-ink)! px-4 font-semibold text-(--stage)! text-label"
          onPress={onNow}
        >
          {strings.playNow}
        </Button>
      </div>
    </section>
  )
}
