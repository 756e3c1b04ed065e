'use client'

import { useEffect } from 'react'
import { pictureHref } from '#components/files/view/picture-href.ts'
import { useApi } from '#components/shell/api-context.ts'
import { splitExtension } from '#lib/core/names/split-name.ts'
import type { MediaCommand } from './media-keys.ts'
import type { Playback } from './playback.ts'
import { usePlaybackState } from './use-playback.ts'

const ACTIONS = [
  'play',
  'pause',
  'stop',
  'seekbackward',
  'seekforward',
  'seekto',
  'previoustrack',
  'nexttrack',
] as const

/** Name, cover and buttons on the lock screen and the keys of a keyboard, where the browser has them. */
export function useMediaSession(playback: Playback, run: (command: MediaCommand) => void): void {
  const api = useApi()
  const { entry } = usePlaybackState(playback)
  useEffect(() => {
    if (entry === null || !('mediaSession' in navigator) || typeof MediaMetadata === 'undefined') return
    const { mediaSession } = navigator
    const { video } = playback
    const src = entry.picture?.state === 'made' ? new URL(pictureHref(api, entry, 'medium'), location.href).href : null
    mediaSession.metadata = new MediaMetadata({
      title: splitExtension(entry.name).stem,
      album: entry.path.split('/').at(-2) ?? '',
      artwork: src === null ? [] : [{ src, type: 'image/webp' }],
    })
    const [previous, next] = [playback.neighbour(-1), playback.neighbour(1)]
    const handlers: Readonly<Record<(typeof ACTIONS)[number], MediaSessionActionHandler | null>> = {
      play: () => run({ kind: 'play' }),
      pause: () => run({ kind: 'pause' }),
      stop: () => run({ kind: 'pause' }),
      seekbackward: ({ seekOffset }) => run({ kind: 'seek_by', seconds: -(seekOffset ?? 10) }),
      seekforward: ({ seekOffset }) => run({ kind: 'seek_by', seconds: seekOffset ?? 10 }),
      seekto: ({ seekTime }) => {
        if (seekTime !== undefined) video.currentTime = seekTime
      },
      previoustrack: previous === null ? null : () => playback.go(previous),
      nexttrack: next === null ? null : () => playback.go(next),
    }
    for (const action of ACTIONS) handle(mediaSession, action, handlers[action])
    const tellPosition = () => sayPosition(mediaSession, video)
    const events = ['durationchange', 'ratechange', 'seeked', 'play', 'pause'] as const
    for (const event of events) video.addEventListener(event, tellPosition)
    return () => {
      mediaSession.metadata = null
      for (const action of ACTIONS) handle(mediaSession, action, null)
      for (const event of events) video.removeEventListener(event, tellPosition)
    }
  }, [api, entry, playback, run])
}

/** A browser that does not know an action throws. */
function handle(session: MediaSession, action: MediaSessionAction, handler: MediaSessionActionHandler | null): void {
  try {
    session.setActionHandler(action, handler)
  } catch {
    // then its lock screen has no such button
  }
}

function sayPosition(session: MediaSession, { duration, currentTime, playbackRate }: HTMLMediaElement): void {
  if (!Number.isFinite(duration) || duration <= 0) return
  session.setPositionState?.({ duration, playbackRate, position: Math.min(duration, Math.max(0, currentTime)) })
}
