'use client'

import type { ReactNode } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { classNames } from './class-names.ts'
import { SheetHead } from './SheetHead.tsx'
import { useCloseWatcher } from './use-close-watcher.ts'

export interface DialogProps {
  isOpen: boolean
  onClose: () => void
  /** A question or a name. */
  title: string
  /** `alertdialog` for what cannot be undone. */
  role?: 'dialog' | 'alertdialog'
  /** Quiet button left, the verb right. */
  footer?: ReactNode
  children?: ReactNode
  /** 440 unless `wide` (620): settings with many rows. */
  size?: 'normal' | 'wide'
  /** Whether a press outside closes it; not while something would be lost. Default: yes. */
  isDismissable?: boolean
}

/** A dialog in the middle of a desktop, a sheet from the bottom of a phone. Esc and Back close it. */
export function Dialog(props: DialogProps) {
  const { isOpen, onClose, title, role = 'dialog', footer, children, size = 'normal', isDismissable = true } = props
  useCloseWatcher(isOpen, onClose)
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={isDismissable && role === 'dialog'}
      className="fixed inset-0 z-40 flex h-(--visual-viewport-height) items-end justify-center bg-scrim overlay-fade tablet:items-center tablet:p-6"
    >
      <Modal
        data-sheet=""
        className={classNames(
          'flex max-h-[92%] w-full flex-col overflow-hidden rounded-t-sheet border border-hair bg-raised shadow-float',
          'max-tablet:border-x-0 max-tablet:border-b-0 max-tablet:overlay-rise tablet:max-h-full tablet:rounded-[18px] tablet:overlay-pop',
          size === 'wide' ? 'tablet:max-w-155' : 'tablet:max-w-dialog',
        )}
      >
        <AriaDialog role={role} className="flex min-h-0 flex-col outline-none">
          <SheetHead onClose={onClose} hasCross={footer === undefined}>
            <Heading slot="title" className="text-title tablet:text-head tablet:text-[1.0625rem]">
              {title}
            </Heading>
          </SheetHead>
          <div className="min-h-0 overflow-y-auto overscroll-contain px-5 pb-5 text-body text-ink2 tablet:px-6">
            {children}
          </div>
          {footer ? (
            <div className="flex shrink-0 justify-end gap-2.5 px-5 pt-1 pb-5 max-tablet:*:flex-1 tablet:px-6 max-tablet:pb-[max(1.25rem,env(safe-area-inset-bottom))]">
              {footer}
            </div>
          ) : null}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
