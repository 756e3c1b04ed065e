'use client'

import { classNames } from '#components/ui/class-names.ts'
import { FolderIcon } from '#components/ui/FolderIcon.tsx'
import { Icon } from '#components/ui/Icon.tsx'
import { KIND_LOOKS } from '#components/ui/kinds.ts'
import type { ThumbnailSize } from '#lib/contracts/http/pictures.ts'
import type { PicturedEntry } from './picture-href.ts'
import { useBlur } from './use-blur.ts'
import { usePicture } from './use-picture.ts'

export interface EntryPictureProps {
  entry: PicturedEntry
  /** Size of the icon that stands in, in px. */
  iconSize: number
  /** Small for rows, medium from the width of a tile on. */
  size?: ThumbnailSize
  className: string
}

/** The thumbnail of an entry, or the icon of its kind on its glaze. Decoration: the name stands beside it. */
export function EntryPicture({ entry, iconSize, size = 'small', className }: EntryPictureProps) {
  const picture = usePicture(entry, size)
  const blur = useBlur(entry.picture?.hash)
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
      {picture.isLoaded || blur !== null ? null : <Icon of={look.icon} size={iconSize} />}
      {blur === null ? null : (
        <span
          style={{ backgroundImage: `url(${blur})` }}
          className={classNames(
            'absolute inset-0 bg-center bg-cover transition-opacity delay-150',
            picture.isLoaded ? 'opacity-0' : 'opacity-100',
          )}
        />
      )}
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
