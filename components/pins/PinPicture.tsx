'use client'

import { EntryPicture } from '#components/files/view/EntryPicture.tsx'
import { FolderIcon } from '#components/ui/FolderIcon.tsx'
import type { EntryView } from '#lib/contracts/http/entries.ts'

/** Null stands for a folder. */
export function PinPicture({ entry, className }: { entry: EntryView | null; className: string }) {
  if (entry !== null) return <EntryPicture entry={entry} iconSize={20} className={className} />
  return (
    <span aria-hidden className={`flex items-center justify-center ${className}`}>
      <FolderIcon size={36} />
    </span>
  )
}
