'use client'

import type { ReactNode } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { MenuSheetHead } from './MenuSheetHead.tsx'

export interface MenuSheetProps {
  /** Inside a `MenuTrigger` these come from it. */
  isOpen?: boolean
  onOpenChange?: (open: boolean) => void
  label: string
  media: ReactNode
  caption: ReactNode
  children: ReactNode
}

/** A menu under a finger, from the bottom. */
export function MenuSheet({ label, media, caption, children, ...control }: MenuSheetProps) {
  return (
    <ModalOverlay
      {...control}
      isDismissable
      className="fixed inset-0 z-40 flex h-(--visual-viewport-height) items-end justify-center bg-scrim overlay-fade"
    >
      <Modal
        data-sheet=""
        className="max-h-[88%] w-full max-w-dialog overflow-y-auto rounded-t-sheet border-hair border-t bg-raised px-2.5 pb-[max(0.75rem,env(safe-area-inset-bottom))] shadow-float overlay-rise"
      >
        {({ state }) => (
          <Dialog aria-label={label} className="outline-none">
            <MenuSheetHead label={label} media={media} caption={caption} onClose={() => state.close()} />
            <div className="pt-1.5">{children}</div>
          </Dialog>
        )}
      </Modal>
    </ModalOverlay>
  )
}
