'use client'

import type { PinsSnapshot } from '#lib/browser/pins/pins.ts'
import { OfflineFile } from './OfflineFile.tsx'
import { OfflineFolder } from './OfflineFolder.tsx'
import { usePinsStrings } from './use-pins-strings.ts'

/** Pinned folders, then single files. */
export function OfflineList({ snapshot, onOpen }: { snapshot: PinsSnapshot; onOpen: (id: string) => void }) {
  const words = usePinsStrings()
  const { pins, folders, speeds } = snapshot
  const files = pins.filter(({ kind, wantedBy }) => kind === 'pin' && wantedBy.includes('self'))
  return (
    <ul aria-label={words.list} className="flex flex-col gap-1">
      {folders.map((folder) => (
        <OfflineFolder
          key={folder.id}
          folder={folder}
          pins={pins.filter(({ wantedBy }) => wantedBy.includes(folder.id))}
          bytesPerSecond={snapshot.bytesPerSecond}
          onOpen={onOpen}
          speeds={speeds}
        />
      ))}
      {files.map((pin) => (
        <OfflineFile key={pin.id} pin={pin} bytesPerSecond={speeds.get(pin.id) ?? null} onOpen={() => onOpen(pin.id)} />
      ))}
    </ul>
  )
}
