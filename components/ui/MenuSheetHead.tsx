'use client'

import type { ReactNode } from 'react'
import { useCloseWatcher } from './use-close-watcher.ts'
import { useSheetDrag } from './use-sheet-drag.ts'

export interface MenuSheetHeadProps {
  label: string
  media: ReactNode
  caption: ReactNode
  onClose: () => void
}

/**
 * What a menu is about, on top of its sheet; the sheet follows the finger by it. Drawn only while the sheet is open.
 */
export function MenuSheetHead({ label, media, caption, onClose }: MenuSheetHeadProps) {
  const drag = useSheetDrag(onClose)
  useCloseWatcher(true, onClose)
  return (
    <div {...drag} className="touch-none select-none">
      <div aria-hidden className="mx-auto mt-2.5 mb-1 h-1 w-9 rounded-pill bg-edge" />
      <div className="flex items-center gap-3 border-hair border-b px-2.5 py-3">
        {media}
        <div className="min-w-0">
          <div className="truncate text-head">{label}</div>
          {caption ? <div className="text-caption text-ink3">{caption}</div> : null}
        </div>
      </div>
    </div>
  )
}
