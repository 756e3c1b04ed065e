'use client'

import { Maximize, PictureInPicture2, Volume2, VolumeX } from 'lucide-react'
import type { CSSProperties, ReactNode, RefObject } from 'react'
import { Button } from 'react-aria-components/Button'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { type MediaCommand, nextSpeed, SPEEDS } from './media-keys.ts'
import { StageButton } from './StageButton.tsx'
import type { MediaState } from './use-media.ts'

export interface MediaBarProps {
  media: MediaState
  video: RefObject<HTMLVideoElement | null>
  run: (command: MediaCommand) => void
  /** Buttons of this kind of media. */
  more?: ReactNode
}

/** Time, speed, window and the bar itself, at the foot of the stage. */
export function MediaBar({ media, video, run, more }: MediaBarProps) {
  const strings = useStrings().player
  const format = useFormat()
  const { positionSeconds, durationSeconds } = media
  const percent = (seconds: number): string => `${durationSeconds === 0 ? 0 : (seconds / durationSeconds) * 100}%`
  const fill: CSSProperties & Record<`--${string}`, string> = {
    '--played': percent(positionSeconds),
    '--loaded': percent(Math.max(positionSeconds, media.loadedSeconds)),
  }
  return (
    <div className="stage-veil-bottom pointer-events-auto px-4 pt-6 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
      <div className="flex items-center gap-1 tabular-nums">
        <span className="text-label">{format.clock(positionSeconds)}</span>
        <span className="flex-1 pl-1 text-label text-(--stage-ink2)">
          {strings.timeLeft(format.clock(Math.max(0, durationSeconds - positionSeconds)))}
        </span>
        <Button
          aria-label={`${strings.speed}: ${strings.speedIs(media.rate)}`}
          className="stage-button text-label font-semibold"
          onPress={() => cycleSpeed(video.current)}
        >
          {strings.speedIs(media.rate)}
        </Button>
        <StageButton
          icon={media.isMuted ? VolumeX : Volume2}
          label={media.isMuted ? strings.unmute : strings.mute}
          onPress={() => run({ kind: 'mute' })}
        />
        {more}
        {canFloat() ? (
          <StageButton icon={PictureInPicture2} label={strings.pip} onPress={() => float(video.current)} />
        ) : null}
        <StageButton icon={Maximize} label={strings.fullScreen} onPress={() => run({ kind: 'full_screen' })} />
      </div>
      <input
        type="range"
        className="stage-range"
        aria-label={strings.position}
        aria-valuetext={strings.positionText(format.clock(positionSeconds), format.clock(durationSeconds))}
        min={0}
        max={durationSeconds}
        step="any"
        value={positionSeconds}
        style={fill}
        onChange={(event) => {
          if (video.current !== null) video.current.currentTime = Number(event.target.value)
        }}
      />
    </div>
  )
}

function cycleSpeed(video: HTMLVideoElement | null): void {
  if (video === null) return
  const faster = nextSpeed(video.playbackRate, 1)
  video.playbackRate = faster === video.playbackRate ? (SPEEDS[0] ?? 1) : faster
}

function canFloat(): boolean {
  return typeof document !== 'undefined' && document.pictureInPictureEnabled
}

function float(video: HTMLVideoElement | null): void {
  const change = document.pictureInPictureElement ? document.exitPictureInPicture() : video?.requestPictureInPicture()
  // Refused for sound without picture, or before the first frame: nothing changes then.
  void change?.catch(() => undefined)
}
