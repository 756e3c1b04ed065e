'use client'

import { Star } from 'lucide-react'
import { useStrings } from '#components/strings/use-strings.ts'
import { classNames } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/Icon.tsx'
import { useIsFavourite } from './use-favourites.ts'

/** The star of a favourite; nothing for what is none. */
export function FavouriteMark({ entryId, className }: { entryId: string; className?: string }) {
  const { files } = useStrings()
  if (!useIsFavourite(entryId)) return null
  return (
    <span
      role="img"
      aria-label={files.isFavourite}
      title={files.isFavourite}
      className={classNames('inline-flex shrink-0 text-ink2', className)}
    >
      <Icon of={Star} size={15} className="fill-current" />
    </span>
  )
}
