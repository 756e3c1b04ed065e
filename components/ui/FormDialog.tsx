'use client'

import { type ReactNode, useId } from 'react'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { Form } from './Form.tsx'
import { FormError } from './FormError.tsx'

export interface FormDialogProps {
  isOpen: boolean
  onClose: () => void
  title: string
  /** The verb of the button on the right, and what it says while it works. */
  verb: string
  pendingVerb?: string
  tone?: 'primary' | 'danger'
  size?: 'normal' | 'wide'
  onSubmit: () => void
  isPending: boolean
  isDisabled?: boolean
  /** Errors at fields; focus goes to the first of them. */
  fieldErrors?: unknown
  /** What is wrong with the whole; shown above the buttons. */
  error?: unknown
  children: ReactNode
}

/** A dialog that is a form: Enter sends it, Esc leaves it. */
export function FormDialog(props: FormDialogProps) {
  const { isOpen, onClose, title, verb, pendingVerb = verb, tone = 'primary', size = 'normal' } = props
  const { onSubmit, isPending, isDisabled = false, fieldErrors, error, children } = props
  const strings = useStrings()
  const id = useId()
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={title}
      size={size}
      isDismissable={!isPending}
      footer={
        <>
          <Button onPress={onClose}>{strings.common.cancel}</Button>
          <Button type="submit" form={id} tone={tone} isPending={isPending} isDisabled={isDisabled}>
            {isPending ? pendingVerb : verb}
          </Button>
        </>
      }
    >
      <Form
        id={id}
        aria-label={title}
        onSubmit={() => !isPending && !isDisabled && onSubmit()}
        errors={fieldErrors}
        className="flex flex-col gap-4 pt-1 pb-1"
      >
        {children}
        <FormError error={error} />
      </Form>
    </Dialog>
  )
}
