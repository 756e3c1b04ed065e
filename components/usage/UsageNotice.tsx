'use client'

import { TriangleAlert } from 'lucide-react'
import { Notice } from '#components/ui/Notice.tsx'
import { TextLink } from '#components/ui/TextLink.tsx'
import type { PlaceView } from '#lib/contracts/http/places.ts'
import { worstLine } from './usage-lines.ts'
import { useUsageOf } from './use-usage-here.ts'
import { useUsageStrings } from './use-usage-strings.ts'

/** That it gets tight, above the entries where there is no sidebar to tell it. */
export function UsageNotice({ place }: { place: PlaceView }) {
  const words = useUsageStrings()
  const { here } = useUsageOf(place)
  const worst = here && worstLine(here.lines)
  if (!worst) return null
  const trash = here.trashOf(worst)
  return (
    <Notice
      icon={TriangleAlert}
      tone="amber"
      role="status"
      title={words.warning(worst.of, here.placeName, worst.leftBytes)}
      className="mb-3 py-2.5"
    >
      {trash === null ? (
        words.askSomebody
      ) : (
        <>
          {words.whatToDoShort} <TextLink href={trash}>{words.openTrash}</TextLink>
        </>
      )}
    </Notice>
  )
}
