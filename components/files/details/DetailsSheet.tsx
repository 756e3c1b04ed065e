'use client'

import { useStrings } from '#components/strings/use-strings.ts'
import { Sheet } from '#components/ui/Sheet.tsx'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { EntryDetails } from './EntryDetails.tsx'

export interface DetailsSheetProps {
  isOpen: boolean
  onClose: () => void
  entry: EntryView | null
  placeName: string
}

/** The details of one entry, where there is no room beside the list. */
export function DetailsSheet({ isOpen, onClose, entry, placeName }: DetailsSheetProps) {
  const { files } = useStrings()
  return (
    <Sheet isOpen={isOpen} onClose={onClose} title={files.details}>
      {entry ? <EntryDetails entry={entry} placeName={placeName} /> : null}
    </Sheet>
  )
}
