'use client'

import { Captions, ListMusic, Pause, Play, RotateCcw, RotateCw } from 'lucide-react'
import { useEffectEvent, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { EntryPicture } from '#components/files/view/EntryPicture.tsx'
import { useStrings } from '#components/strings/use-strings.ts'
import { classNames } from '#components/ui/class-names.ts'
import { KindTile } from '#components/ui/KindTile.tsx'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { MediaBar } from './MediaBar.tsx'
import { NoPreview } from './NoPreview.tsx'
import { QueuePanel } from './QueuePanel.tsx'
import { StageButton } from './StageButton.tsx'
import { StageNotice } from './StageNotice.tsx'
import { hasChoice, TrackPanel } from './TrackPanel.tsx'
import { UpNext } from './UpNext.tsx'
import { useIdle } from './use-idle.ts'
import { useMedia } from './use-media.ts'
import { useMediaCommands } from './use-media-commands.ts'
import { usePlayback, usePlaybackState } from './use-playback.ts'
import { useStageTaps } from './use-stage-taps.ts'

export interface MediaPlayerProps {
  entry: EntryView
  /** Films or sounds of the same folder. */
  queue: readonly EntryView[]
  /** Another one is to be shown: the next of the queue. */
  onShow: (entryId: string) => void
}

/** Films and sound on the stage, with our own controls. */
export function MediaPlayer({ entry, queue, onShow }: MediaPlayerProps) {
  const strings = useStrings().player
  const playback = usePlayback()
  const { upNext, plan, tracks, isBroken } = usePlaybackState(playback)
  const stage = useRef<HTMLElement>(null)
  const host = useRef<HTMLDivElement>(null)
  const video = useMemo(() => ({ current: playback.video }), [playback])
  const media = useMedia(video)
  const run = useMediaCommands(video, stage)
  const taps = useStageTaps(run)
  const isIdle = useIdle(stage)
  const [shows, setShows] = useState<'queue' | 'tracks' | null>(null)
  const show = useEffectEvent(onShow)
  // Before the browser draws: an element that was shown small moves here within one task, and goes on.
  useLayoutEffect(() => {
    if (host.current !== null) return playback.enter({ host: host.current, onShow: (id) => show(id) })
  }, [playback])
  useLayoutEffect(() => playback.open(entry, queue), [playback, entry, queue])
  const needs = plan?.kind === 'convert' ? plan : null
  const cannotPlay = needs !== null || media.failure === 'cannot_play'
  const isHidden = isIdle && media.isPlaying && entry.type === 'film'
  const isSound = entry.type === 'sound'
  return (
    <section ref={stage} aria-label={strings.controls} className="stage relative h-full w-full overflow-hidden">
      <div ref={host} {...taps} className="absolute inset-0" />
      {cannotPlay ? (
        <div className="absolute inset-0 flex items-center justify-center bg-(--stage)">
          <NoPreview
            entry={entry}
            reason={needs === null ? strings.cannotPlay : strings.needsConversion(needs.what, needs.codec)}
            help={strings.cannotPlayHelp}
          />
        </div>
      ) : (
        <>
          {isSound ? <Cover entry={entry} /> : null}
          {media.failure === 'broken_off' || isBroken ? (
            <p role="alert" className="absolute inset-x-0 top-4 text-center">
              {strings.brokenOff}
            </p>
          ) : null}
          <div
            className={classNames(
              'pointer-events-none absolute inset-0 flex flex-col justify-end transition-opacity duration-200',
              isHidden && 'opacity-0',
            )}
          >
            <div className="pointer-events-auto absolute top-1/2 left-1/2 flex -translate-1/2 items-center gap-8">
              <StageButton
                icon={RotateCcw}
                label={strings.back10}
                onPress={() => run({ kind: 'seek_by', seconds: -10 })}
              />
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
            <StageNotice playback={playback} />
            <MediaBar
              media={media}
              video={video}
              run={run}
              more={
                <>
                  {hasChoice(tracks) ? (
                    <StageButton
                      icon={Captions}
                      label={shows === 'tracks' ? strings.closeTracks : strings.tracks}
                      onPress={() => setShows(shows === 'tracks' ? null : 'tracks')}
                    />
                  ) : null}
                  {isSound && queue.length > 1 ? (
                    <StageButton
                      icon={ListMusic}
                      label={shows === 'queue' ? strings.closeQueue : strings.queue}
                      onPress={() => setShows(shows === 'queue' ? null : 'queue')}
                    />
                  ) : null}
                </>
              }
            />
          </div>
          {shows === 'tracks' && tracks !== null ? <TrackPanel playback={playback} tracks={tracks} /> : null}
          {shows === 'queue' && isSound ? <QueuePanel entry={entry} queue={queue} onShow={onShow} /> : null}
          {upNext === null ? null : (
            <UpNext upNext={upNext} onNow={() => playback.go(upNext.entry)} onCancel={() => playback.cancelNext()} />
          )}
        </>
      )}
    </section>
  )
}

/** Above the buttons of the middle, however low the stage. */
function Cover({ entry }: { entry: EntryView }) {
  return (
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
  )
}
