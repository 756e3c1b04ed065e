'use client'

import type { ReactNode } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useCloseWatcher } from './use-close-watcher.ts'
import { useSheetDrag } from './use-sheet-drag.ts'

export interface MenuSheetProps {
  isOpen: boolean
  onClose: () => void
  label: string
  media: ReactNode
  caption: ReactNode
  children: ReactNode
}

/** A menu under a finger: what it is about on top; the sheet follows the finger by that. */
export function MenuSheet({ isOpen, onClose, label, media, caption, children }: MenuSheetProps) {
  const drag = useSheetDrag(onClose)
  useCloseWatcher(isOpen, onClose)
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      className="fixed inset-0 z-40 flex h-(--visual-viewport-height) items-end justify-center bg-scrim overlay-fade"
    >
      <Modal
        data-sheet=""
        className="max-h-[88%] w-full max-w-dialog overflow-y-auto rounded-t-sheet border-hair border-t bg-raised px-2.5 pb-[max(0.75rem,env(safe-area-inset-bottom))] shadow-float overlay-rise"
      >
        <Dialog aria-label={label} className="outline-none">
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
          <div className="pt-1.5">{children}</div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
