'use client'

import { Pause, Play, SkipForward, X } from 'lucide-react'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { Link } from 'react-aria-components/Link'
import { useFileEngines } from '#components/files/files-context.ts'
import { EntryPicture } from '#components/files/view/EntryPicture.tsx'
import { openHref } from '#components/search/result-links.ts'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { IconButton } from '#components/ui/IconButton.tsx'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import type { MediaCommand } from './media-keys.ts'
import type { Playback } from './playback.ts'
import { useMedia } from './use-media.ts'
import { carryOut } from './use-media-commands.ts'
import { useMediaSession } from './use-media-session.ts'
import { usePlaybackState } from './use-playback.ts'
import { useSayPlaying } from './use-say-playing.ts'

/** What goes on while something plays, and the small player while it is not on the stage. */
export function MiniPlayer({ playback }: { playback: Playback }) {
  const { entry, where } = usePlaybackState(playback)
  const run = useCallback((command: MediaCommand) => carryOut(playback.video, null, command), [playback])
  const { isPlaying } = useMedia(useMemo(() => ({ current: playback.video }), [playback]))
  const { live } = useFileEngines()
  useMediaSession(playback, run)
  useSayPlaying(isPlaying)
  useEffect(() => {
    live.connect()
    return live.listen((message) => {
      if (message.event !== 'watching:changed' || message.payload.what !== 'position') return
      void playback.heard(message.payload.entryId)
    })
  }, [live, playback])
  if (entry === null || where === 'stage') return null
  return <SmallPlayer playback={playback} entry={entry} run={run} />
}

interface SmallPlayerProps {
  playback: Playback
  entry: EntryView
  run: (command: MediaCommand) => void
}

function SmallPlayer({ playback, entry, run }: SmallPlayerProps) {
  const strings = useStrings().player
  const format = useFormat()
  const host = useRef<HTMLDivElement>(null)
  const media = useMedia(useMemo(() => ({ current: playback.video }), [playback]))
  const { upNext } = usePlaybackState(playback)
  const next = playback.neighbour(1)
  useLayoutEffect(() => (host.current === null ? undefined : playback.enterSmall(host.current)), [playback])
  const { positionSeconds, durationSeconds } = media
  const share = durationSeconds === 0 ? 0 : positionSeconds / durationSeconds
  return (
    <section
      aria-label={strings.small}
      className="relative flex items-center gap-2 border-hair border-t bg-raised p-2 tablet:mb-3 tablet:rounded-card tablet:border tablet:shadow-float"
    >
      <div className="relative h-12 w-16 shrink-0 overflow-hidden rounded-photo bg-[#0a0807] tablet:h-16 tablet:w-28">
        <div ref={host} className="absolute inset-0" />
        {entry.type === 'sound' ? <EntryPicture entry={entry} iconSize={20} className="absolute inset-0" /> : null}
      </div>
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium text-ink text-label">
          <Link
            href={openHref(entry)}
            aria-label={strings.enlarge(entry.name)}
            className="rounded-[4px] before:absolute before:inset-0 before:content-['']"
          >
            {entry.name}
          </Link>
        </p>
        <p className="truncate text-caption text-ink3 tabular">
          {upNext === null
            ? strings.positionText(format.clock(positionSeconds), format.clock(durationSeconds))
            : strings.nextIn(upNext.seconds)}
        </p>
      </div>
      <div className="relative flex">
        <IconButton
          icon={media.isPlaying ? Pause : Play}
          label={media.isPlaying ? strings.pause : strings.play}
          onPress={() => run({ kind: media.isPlaying ? 'pause' : 'play' })}
        />
        {next === null ? null : (
          <IconButton icon={SkipForward} label={strings.next} onPress={() => playback.go(next)} />
        )}
        <IconButton icon={X} label={strings.stop} onPress={() => playback.stop()} />
      </div>
      <span aria-hidden className="absolute inset-x-2 bottom-0 h-0.5 overflow-hidden rounded-pill bg-hair">
        <span className="block h-full origin-left bg-ember" style={{ transform: `scaleX(${share})` }} />
      </span>
    </section>
  )
}
