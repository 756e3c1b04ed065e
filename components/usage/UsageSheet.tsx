'use client'

import { Sheet } from '#components/ui/Sheet.tsx'
import type { PlaceView } from '#lib/contracts/http/places.ts'
import { UsageList } from './UsageList.tsx'
import { useUsageOf } from './use-usage-here.ts'
import { useUsageStrings } from './use-usage-strings.ts'

export interface UsageSheetProps {
  isOpen: boolean
  onClose: () => void
  place: PlaceView
}

/** How much is used in a room, where there is no sidebar to tell it. */
export function UsageSheet({ isOpen, onClose, place }: UsageSheetProps) {
  const words = useUsageStrings()
  return (
    <Sheet isOpen={isOpen} onClose={onClose} title={words.title}>
      {isOpen ? <Content place={place} /> : null}
    </Sheet>
  )
}

function Content({ place }: { place: PlaceView }) {
  return <UsageList answer={useUsageOf(place)} />
}
