'use client'

import { classNames } from '#components/ui/class-names.ts'
import { FolderIcon } from '#components/ui/FolderIcon.tsx'
import { Icon } from '#components/ui/Icon.tsx'
import { KIND_LOOKS } from '#components/ui/kinds.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { usePicture } from './use-picture.ts'

export interface EntryPictureProps {
  entry: EntryView
  /** Size of the icon that stands in, in px. */
  iconSize: number
  className: string
}

/** The thumbnail of an entry, or the icon of its kind on its glaze. Decoration: the name stands beside it. */
export function EntryPicture({ entry, iconSize, className }: EntryPictureProps) {
  const picture = usePicture(entry)
  if (entry.kind === 'folder') {
    return (
      <span aria-hidden className={classNames('flex items-center justify-center', className)}>
        <FolderIcon size={iconSize * 1.8} />
      </span>
    )
  }
  const look = KIND_LOOKS[entry.type]
  return (
    <span
      aria-hidden
      data-glaze={look.glaze}
      className={classNames('relative flex items-center justify-center overflow-hidden glaze-tile', className)}
    >
      <Icon of={look.icon} size={iconSize} />
      {picture.src === null ? null : (
        // biome-ignore lint/performance/noImgElement: the vault has no image optimizer; these are the very bytes
        <img
          src={picture.src}
          alt=""
          draggable={false}
          decoding="async"
          loading="lazy"
          fetchPriority="low"
          onLoad={picture.onLoad}
          onError={picture.onError}
          className={classNames(
            'absolute inset-0 size-full object-cover transition-opacity',
            picture.isLoaded ? 'opacity-100' : 'opacity-0',
          )}
        />
      )}
    </span>
  )
}
