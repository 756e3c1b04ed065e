'use client'

import { type RefObject, useEffect, useState } from 'react'

/** What a media element says of itself, as React state. Seconds; shares from 0 to 1. */
export interface MediaState {
  isPlaying: boolean
  isMuted: boolean
  positionSeconds: number
  durationSeconds: number
  loadedSeconds: number
  rate: number
  failure: 'cannot_play' | 'broken_off' | null
}

const START: MediaState = {
  isPlaying: false,
  isMuted: false,
  positionSeconds: 0,
  durationSeconds: 0,
  loadedSeconds: 0,
  rate: 1,
  failure: null,
}

const EVENTS = [
  'emptied',
  'ended',
  'play',
  'pause',
  'timeupdate',
  'durationchange',
  'progress',
  'seeking',
  'seeked',
  'volumechange',
  'ratechange',
  'error',
  'loadedmetadata',
] as const

/** Follows a media element; the element stays the only owner of the truth. */
export function useMedia(ref: RefObject<HTMLMediaElement | null>): MediaState {
  const [state, setState] = useState(START)
  useEffect(() => {
    const media = ref.current
    if (media === null) return
    const look = (): void => setState(read(media))
    for (const event of EVENTS) media.addEventListener(event, look)
    look()
    return () => {
      for (const event of EVENTS) media.removeEventListener(event, look)
    }
  }, [ref])
  return state
}

function read(media: HTMLMediaElement): MediaState {
  const { buffered, error } = media
  return {
    isPlaying: !media.paused && !media.ended,
    isMuted: media.muted || media.volume === 0,
    positionSeconds: media.currentTime,
    durationSeconds: Number.isFinite(media.duration) ? media.duration : 0,
    loadedSeconds: buffered.length === 0 ? 0 : buffered.end(buffered.length - 1),
    rate: media.playbackRate,
    failure: error === null ? null : error.code === MediaError.MEDIA_ERR_NETWORK ? 'broken_off' : 'cannot_play',
  }
}
