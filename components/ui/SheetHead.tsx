'use client'

import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useStrings } from '#components/strings/use-strings.ts'
import { classNames } from './class-names.ts'
import { IconButton } from './IconButton.tsx'
import { useSheetDrag } from './use-sheet-drag.ts'

export interface SheetHeadProps {
  /** The heading or whatever stands in its place. */
  children: ReactNode
  onClose: () => void
  /** Without the cross the foot of the dialog has a way out. */
  hasCross?: boolean
  className?: string
}

/** The grab bar (phones) and the title: the part of a sheet that follows the finger. */
export function SheetHead({ children, onClose, hasCross = true, className }: SheetHeadProps) {
  const strings = useStrings()
  const drag = useSheetDrag(onClose)
  return (
    <div {...drag} className={classNames('shrink-0 touch-none select-none', className)}>
      <div aria-hidden className="mx-auto mt-2.5 h-1 w-9 rounded-pill bg-edge tablet:hidden" />
      <div className="flex items-start justify-between gap-3 px-5 pt-4 pb-3 tablet:px-6 tablet:pt-5">
        <div className="min-w-0 flex-1">{children}</div>
        {hasCross ? (
          <IconButton
            icon={X}
            label={strings.common.close}
            onPress={onClose}
            tooltip={false}
            className="-mt-1.5 -mr-2"
          />
        ) : null}
      </div>
    </div>
  )
}
