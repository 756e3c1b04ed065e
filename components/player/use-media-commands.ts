'use client'

import { type RefObject, useCallback, useEffect } from 'react'
import { type MediaCommand, mediaCommand, nextSpeed } from './media-keys.ts'

/** Carries out commands on a media element, from buttons and from keys. */
export function useMediaCommands(
  ref: RefObject<HTMLMediaElement | null>,
  stage: RefObject<HTMLElement | null>,
): (command: MediaCommand) => void {
  const run = useCallback(
    (command: MediaCommand) => {
      if (ref.current !== null) carryOut(ref.current, stage.current, command)
    },
    [ref, stage],
  )
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (isOnTop(event.target, ref)) return
      const command = mediaCommand(event.key)
      if (command === null || event.ctrlKey || event.metaKey || event.altKey || belongsToControl(event, command)) return
      event.preventDefault()
      run(command)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [run, ref])
  return run
}

/** Whether a key belongs to what is open on top of the player, such as the list of keys. */
function isOnTop(target: EventTarget | null, media: RefObject<HTMLMediaElement | null>): boolean {
  const dialog = target instanceof Element ? target.closest('[role="dialog"]') : null
  return dialog !== null && !dialog.contains(media.current)
}

/** Space on a focused button presses it, arrows on the bar move it: keys do what the focus says first. */
function belongsToControl({ target, key }: KeyboardEvent, command: MediaCommand): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return key.startsWith('Arrow')
  return command.kind === 'toggle' && target.closest('button, a') !== null
}

export function carryOut(media: HTMLMediaElement, stage: HTMLElement | null, command: MediaCommand): void {
  const duration = Number.isFinite(media.duration) ? media.duration : 0
  switch (command.kind) {
    case 'play':
      // A refusal (no gesture yet, nothing to play) shows as "paused" or as the element's error.
      void media.play().catch(() => undefined)
      return
    case 'pause':
      media.pause()
      return
    case 'toggle':
      carryOut(media, stage, { kind: media.paused ? 'play' : 'pause' })
      return
    case 'seek_by':
      media.currentTime = Math.min(duration, Math.max(0, media.currentTime + command.seconds))
      return
    case 'seek_to':
      media.currentTime = duration * command.share
      return
    case 'volume_by':
      media.volume = Math.min(1, Math.max(0, media.volume + command.share))
      return
    case 'mute':
      media.muted = !media.muted
      return
    case 'faster':
      media.playbackRate = nextSpeed(media.playbackRate, 1)
      return
    case 'slower':
      media.playbackRate = nextSpeed(media.playbackRate, -1)
      return
    case 'full_screen':
      if (document.fullscreenElement !== null) void document.exitFullscreen()
      else void stage?.requestFullscreen().catch(() => undefined)
  }
}
