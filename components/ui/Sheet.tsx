'use client'

import type { ReactNode } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { SheetHead } from './SheetHead.tsx'
import { useCloseWatcher } from './use-close-watcher.ts'

export interface SheetProps {
  isOpen: boolean
  onClose: () => void
  title: string
  /** One line below the title. */
  caption?: ReactNode
  /** Stands at the foot and does not scroll. */
  footer?: ReactNode
  children: ReactNode
}

/** From the bottom on a phone, following the finger; from the right on everything wider (details, transfers). */
export function Sheet({ isOpen, onClose, title, caption, footer, children }: SheetProps) {
  useCloseWatcher(isOpen, onClose)
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      className="fixed inset-0 z-40 flex h-(--visual-viewport-height) items-end bg-scrim overlay-fade tablet:items-stretch tablet:justify-end"
    >
      <Modal
        data-sheet=""
        className="flex max-h-[93%] w-full flex-col overflow-hidden rounded-t-sheet border-hair border-t bg-raised shadow-float max-tablet:overlay-rise tablet:max-h-none tablet:max-w-96 tablet:rounded-none tablet:border-t-0 tablet:border-l tablet:overlay-slide"
      >
        <AriaDialog className="flex min-h-0 flex-1 flex-col outline-none">
          <SheetHead onClose={onClose}>
            <Heading slot="title" className="text-title">
              {title}
            </Heading>
            {caption ? <div className="text-body text-ink2 tabular">{caption}</div> : null}
          </SheetHead>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 pb-5">{children}</div>
          {footer ? (
            <div className="shrink-0 border-hair border-t px-5 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
              {footer}
            </div>
          ) : null}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
