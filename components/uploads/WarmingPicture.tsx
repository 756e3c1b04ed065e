'use client'

import { useState } from 'react'
import { pictureHref } from '#components/files/view/picture-href.ts'
import { useApi } from '#components/shell/api-context.ts'
import { classNames } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/Icon.tsx'
import { KIND_LOOKS } from '#components/ui/kinds.ts'
import type { EntryType } from '#lib/contracts/http/entries.ts'
import { useTransfersOfPerson } from './transfers-context.ts'
import { useObjectUrl } from './use-object-url.ts'

export interface WarmingPictureProps {
  /** Of the transfer whose file is shown. */
  transferId: string
  type: EntryType
  /** Of the photo it has become, when the vault is to show it. */
  safeEntryId?: string | null
  /** 0 to 1: how far colour has come from the left. */
  share: number
  iconSize: number
  className: string
}

/** The thumbnail of a running upload: grey, and turning to colour from the left as bytes go. Decoration. */
export function WarmingPicture(props: WarmingPictureProps) {
  const { transferId, type, safeEntryId = null, share, iconSize, className } = props
  const api = useApi()
  const file = useTransfersOfPerson()?.transfers.sourceOf(transferId) ?? null
  const own = useObjectUrl(file)
  const listed = safeEntryId ? pictureHref(api, { id: safeEntryId, contentId: null }, 'small') : null
  const url = own ?? listed
  const [isBroken, setBroken] = useState(false)
  const look = KIND_LOOKS[type]
  const layer = (isWarm: boolean) => (
    <span
      data-glaze={isWarm ? look.glaze : 'stone'}
      className={classNames('absolute inset-0 flex items-center justify-center glaze-tile', !isWarm && 'grayscale')}
    >
      {url === null || isBroken ? (
        <Icon of={look.icon} size={iconSize} />
      ) : (
        // biome-ignore lint/performance/noImgElement: the vault has no image optimizer; these are the very bytes
        <img
          src={url}
          alt=""
          draggable={false}
          decoding="async"
          onError={() => setBroken(true)}
          className={classNames('size-full object-cover', !isWarm && 'opacity-60')}
        />
      )}
    </span>
  )
  const cold = `${(1 - Math.min(1, Math.max(0, share))) * 100}%`
  return (
    <span aria-hidden className={classNames('relative block overflow-hidden', className)}>
      {layer(false)}
      {/* A curtain drawn from the left by two opposite moves: nothing but transforms changes. */}
      <span
        className="absolute inset-0 overflow-hidden transition-transform duration-300 ease-linear"
        style={{ transform: `translateX(-${cold})` }}
      >
        <span
          className="absolute inset-0 transition-transform duration-300 ease-linear"
          style={{ transform: `translateX(${cold})` }}
        >
          {layer(true)}
        </span>
      </span>
    </span>
  )
}
