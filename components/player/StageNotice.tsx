'use client'

import { X } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import type { Playback } from './playback.ts'
import { StageButton } from './StageButton.tsx'
import { usePlaybackState } from './use-playback.ts'

/** Where the film went on, or where another device of the person is by now. */
export function StageNotice({ playback }: { playback: Playback }) {
  const strings = useStrings().player
  const format = useFormat()
  const { resumed, offered } = usePlaybackState(playback)
  const notice =
    offered !== null
      ? {
          words: strings.otherDeviceAt(format.clock(offered.atSeconds)),
          verb: strings.goThere,
          onPress: () => playback.follow(),
        }
      : resumed !== null
        ? {
            words: resumed.elsewhere
              ? strings.goesOnFromOther(format.clock(resumed.atSeconds))
              : strings.goesOn(format.clock(resumed.atSeconds)),
            verb: strings.fromStart,
            onPress: () => playback.restart(),
          }
        : null
  return (
    <div role="status" className="px-3">
      {notice === null ? null : (
        <div className="pointer-events-auto mb-1 flex w-fit max-w-full items-center gap-1 rounded-tile bg-[#0a0807]/75 py-0.5 pr-0.5 pl-4 text-label">
          <span className="min-w-0 py-1 tabular">{notice.words}</span>
          <Button className="stage-button shrink-0 px-3 font-semibold text-(--stage-bar)" onPress={notice.onPress}>
            {notice.verb}
          </Button>
          <StageButton icon={X} label={strings.dismiss} onPress={() => playback.dismiss()} />
        </div>
      )}
    </div>
  )
}
