'use client'

import { ChevronDown, FolderOpen, Pause, RefreshCw, RotateCcw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { placeHref } from '#components/rooms/place-href.ts'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import type { StoredPin } from '#lib/browser/db/stored-pins.ts'
import type { PinFolder } from '#lib/core/pins/pin-folder.ts'
import { standingOf } from '#lib/core/pins/pin-summary.ts'
import { secondsLeft } from '#lib/core/transfers/speed.ts'
import { OfflineFile } from './OfflineFile.tsx'
import { OfflineRow } from './OfflineRow.tsx'
import { PinPicture } from './PinPicture.tsx'
import { folderWords } from './pin-words.ts'
import { usePins } from './pins-context.ts'
import { usePinsStrings } from './use-pins-strings.ts'

export interface OfflineFolderProps {
  folder: PinFolder
  pins: readonly StoredPin[]
  bytesPerSecond: number | null
  speeds: ReadonlyMap<string, number | null>
  onOpen: (id: string) => void
}

/** A pinned folder as one; pressed, it shows its files. */
export function OfflineFolder({ folder, pins: files, bytesPerSecond, speeds, onOpen }: OfflineFolderProps) {
  const strings = useStrings()
  const words = usePinsStrings()
  const format = useFormat()
  const { pins } = usePins()
  const [isOpen, setOpen] = useState(false)
  const standing = standingOf(files)
  const seconds = secondsLeft(standing.sizeBytes - standing.storedBytes, bytesPerSecond)
  const ids = files.map(({ id }) => id)
  const send = (kind: 'pause' | 'resume' | 'retry') => () => pins?.send({ kind, ids })
  const isDone = standing.phase === 'verified' && folder.isListed
  const amount = [
    strings.files.entries(standing.count),
    format.bytes(standing.sizeBytes),
    folder.follows ? words.follows : null,
  ]
  return (
    <OfflineRow
      name={folder.name}
      picture={<PinPicture entry={null} className="h-12 w-16 shrink-0" />}
      state={folderWords(folder, standing, seconds, words)}
      fact={amount.filter((part) => part !== null).join(', ')}
      share={isDone || standing.phase === 'failed' ? null : standing.storedBytes / Math.max(1, standing.sizeBytes)}
      onOpen={() => setOpen(!isOpen)}
      entries={[
        { id: 'open', label: words.open, icon: ChevronDown, onAction: () => setOpen(true) },
        { id: 'show', label: words.show, icon: FolderOpen, href: placeHref(folder.placeId, folder.path) },
        {
          id: 'follow',
          label: words.follow,
          isChecked: folder.follows,
          onAction: () => pins?.send({ kind: 'follow', folderId: folder.id, follows: !folder.follows }),
        },
        (standing.phase === 'running' || standing.phase === 'waiting') && {
          id: 'pause',
          label: words.pause(folder.name),
          icon: Pause,
          onAction: send('pause'),
        },
        standing.phase === 'paused' && {
          id: 'resume',
          label: words.resume(folder.name),
          icon: RotateCcw,
          onAction: send('resume'),
        },
        standing.phase === 'failed' && { id: 'retry', label: words.retry, icon: RefreshCw, onAction: send('retry') },
        'divider',
        {
          id: 'remove',
          label: words.remove,
          icon: Trash2,
          tone: 'danger',
          onAction: () => pins?.send({ kind: 'unpin', ids: [folder.id] }),
        },
      ]}
    >
      {isOpen ? (
        <ul aria-label={folder.name} className="ml-5 flex flex-col gap-1 border-hair border-l pl-4">
          {files.map((pin) => (
            <OfflineFile
              key={pin.id}
              pin={pin}
              bytesPerSecond={speeds.get(pin.id) ?? null}
              onOpen={() => onOpen(pin.id)}
            />
          ))}
        </ul>
      ) : null}
    </OfflineRow>
  )
}
