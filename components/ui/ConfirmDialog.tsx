'use client'

import type { ReactNode } from 'react'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'

export interface ConfirmDialogProps {
  isOpen: boolean
  onClose: () => void
  /** A question: "Delete "Attic" for good?" */
  title: string
  /** One sentence of consequence. */
  children: ReactNode
  /** The verb: "Delete 12". Never "OK". */
  verb: string
  /** Default "Keep"-like words come from the caller; without them "Cancel". */
  quiet?: string
  tone?: 'danger' | 'primary'
  isPending?: boolean
  isDisabled?: boolean
  onConfirm: () => void
}

/** Asks before what cannot be undone, and only then. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const strings = useStrings()
  const { isOpen, onClose, title, children, verb, quiet = strings.common.cancel, tone = 'danger' } = props
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      role="alertdialog"
      title={title}
      footer={
        <>
          <Button tone="quiet" onPress={onClose}>
            {quiet}
          </Button>
          <Button
            tone={tone}
            onPress={props.onConfirm}
            isPending={props.isPending ?? false}
            isDisabled={props.isDisabled ?? false}
          >
            {verb}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  )
}
