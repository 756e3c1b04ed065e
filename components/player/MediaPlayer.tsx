'use client'

import { Pause, Play, RotateCcw, RotateCw } from 'lucide-react'
import { useRef } from 'react'
import { EntryPicture } from '#components/files/view/EntryPicture.tsx'
import { pictureHref } from '#components/files/view/picture-href.ts'
import { useApi } from '#components/shell/api-context.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { classNames } from '#components/ui/class-names.ts'
import { KindTile } from '#components/ui/KindTile.tsx'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { contentHref } from './content-href.ts'
import { MediaBar } from './MediaBar.tsx'
import { NoPreview } from './NoPreview.tsx'
import { StageButton } from './StageButton.tsx'
import { useIdle } from './use-idle.ts'
import { useMedia } from './use-media.ts'
import { useMediaCommands } from './use-media-commands.ts'
import { useMediaSession } from './use-media-session.ts'
import { useSayPlaying } from './use-say-playing.ts'
import { useStageTaps } from './use-stage-taps.ts'

export interface MediaPlayerProps {
  entry: EntryView
  /** The film has come to its end. */
  onEnded: () => void
}

/** Films and sound from ranges of the file, with our own controls. */
export function MediaPlayer({ entry, onEnded }: MediaPlayerProps) {
  const strings = useStrings().player
  const api = useApi()
  const stage = useRef<HTMLElement>(null)
  const video = useRef<HTMLVideoElement>(null)
  const media = useMedia(video)
  const run = useMediaCommands(video, stage)
  const taps = useStageTaps(run)
  const isIdle = useIdle(stage)
  useMediaSession(entry.name, run)
  useSayPlaying(media.isPlaying)
  if (media.failure === 'cannot_play') {
    return <NoPreview entry={entry} reason={strings.cannotPlay} help={strings.cannotPlayHelp} />
  }
  const isHidden = isIdle && media.isPlaying && entry.type === 'film'
  return (
    <section ref={stage} aria-label={strings.controls} className="stage relative h-full w-full overflow-hidden">
      {/* Subtitles come with a later release; the file's own tracks still show. */}
      <video
        ref={video}
        src={contentHref(api, entry)}
        poster={
          entry.type === 'film' && entry.picture?.state === 'made' ? pictureHref(api, entry, 'medium') : undefined
        }
        autoPlay
        playsInline
        preload="metadata"
        onEnded={onEnded}
        {...taps}
        className="absolute inset-0 h-full w-full touch-manipulation"
      />
      {entry.type === 'sound' ? (
        // Above the buttons of the middle, however low the stage.
        <div className="pointer-events-none absolute inset-x-0 top-3 bottom-[calc(50%+52px)] flex items-end justify-center">
          {entry.picture?.state === 'made' ? (
            <EntryPicture
              entry={entry}
              iconSize={44}
              size="medium"
              className="aspect-square h-full max-h-48 rounded-tile"
            />
          ) : (
            <KindTile type="sound" size={92} />
          )}
        </div>
      ) : null}
      {media.failure === 'broken_off' ? (
        <p role="alert" className="absolute inset-x-0 top-4 text-center">
          {strings.brokenOff}
        </p>
      ) : null}
      <div
        className={classNames(
          'absolute inset-0 flex flex-col justify-end transition-opacity duration-200',
          isHidden ? 'pointer-events-none opacity-0' : 'pointer-events-none',
        )}
      >
        <div className="pointer-events-auto absolute top-1/2 left-1/2 flex -translate-1/2 items-center gap-8">
          <StageButton icon={RotateCcw} label={strings.back10} onPress={() => run({ kind: 'seek_by', seconds: -10 })} />
          <StageButton
            icon={media.isPlaying ? Pause : Play}
            isFilled={!media.isPlaying}
            size="big"
            label={media.isPlaying ? strings.pause : strings.play}
            // What it says, not what the element does by now: one that begins by itself is not stopped by "Play".
            onPress={() => run({ kind: media.isPlaying ? 'pause' : 'play' })}
          />
          <StageButton icon={RotateCw} label={strings.on10} onPress={() => run({ kind: 'seek_by', seconds: 10 })} />
        </div>
        <MediaBar media={media} video={video} run={run} />
      </div>
    </section>
  )
}
