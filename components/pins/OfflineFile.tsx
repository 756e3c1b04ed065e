'use client'

import { FolderOpen, Pause, Play, RefreshCw, RotateCcw, ShieldCheck, Trash2 } from 'lucide-react'
import { placeHref } from '#components/rooms/place-href.ts'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import type { StoredPin } from '#lib/browser/db/stored-pins.ts'
import { parentPath } from '#lib/core/names/place-path.ts'
import { OfflineRow } from './OfflineRow.tsx'
import { PinPicture } from './PinPicture.tsx'
import { pinWords } from './pin-words.ts'
import { usePins } from './pins-context.ts'
import { usePinsStrings } from './use-pins-strings.ts'

export interface OfflineFileProps {
  pin: StoredPin
  bytesPerSecond: number | null
  onOpen: () => void
}

/** One pinned file. */
export function OfflineFile({ pin, bytesPerSecond, onOpen }: OfflineFileProps) {
  const strings = useStrings()
  const words = usePinsStrings()
  const format = useFormat()
  const { pins } = usePins()
  const { entry, state, kept, target } = pin
  const send = (kind: 'pause' | 'resume' | 'retry' | 'check') => () => pins?.send({ kind, ids: [pin.id] })
  const isMoving = state.kind === 'running' || state.kind === 'queued' || state.kind === 'waiting'
  return (
    <OfflineRow
      name={entry.name}
      picture={
        <PinPicture
          entry={kept === null ? { ...entry, contentId: null } : entry}
          className="h-12 w-16 shrink-0 rounded-[8px]"
        />
      }
      state={pinWords(pin, bytesPerSecond, words, strings)}
      fact={state.kind === 'waiting' ? '' : format.bytes(target.sizeBytes)}
      share={state.kind === 'done' || state.kind === 'failed' ? null : pin.storedBytes / Math.max(1, target.sizeBytes)}
      onOpen={kept === null ? null : onOpen}
      entries={[
        kept !== null && { id: 'open', label: words.open, icon: Play, onAction: onOpen },
        {
          id: 'show',
          label: words.show,
          icon: FolderOpen,
          href: placeHref(entry.placeId, parentPath(entry.path) ?? ''),
        },
        isMoving && { id: 'pause', label: words.pause(entry.name), icon: Pause, onAction: send('pause') },
        state.kind === 'paused' && {
          id: 'resume',
          label: words.resume(entry.name),
          icon: RotateCcw,
          onAction: send('resume'),
        },
        state.kind === 'failed' && { id: 'retry', label: words.retry, icon: RefreshCw, onAction: send('retry') },
        state.kind === 'done' && { id: 'check', label: words.check, icon: ShieldCheck, onAction: send('check') },
        'divider',
        {
          id: 'remove',
          label: words.remove,
          icon: Trash2,
          tone: 'danger',
          onAction: () => pins?.send({ kind: 'unpin', ids: [pin.id] }),
        },
      ]}
    />
  )
}
