'use client'

import { type FormEvent, type ReactNode, useEffect, useRef } from 'react'

export interface FormProps {
  /** Called instead of a page load. */
  onSubmit: () => void
  /** Changes whenever a submission came back with errors: focus then goes to the first invalid field. */
  errors?: unknown
  id?: string
  className?: string
  children: ReactNode
  'aria-label'?: string
  'aria-labelledby'?: string
}

export function Form({ onSubmit, errors, className, children, ...naming }: FormProps) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (errors) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [errors])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    // POST, so that a password never lands in the address when the page is not alive yet.
    <form {...naming} ref={form} noValidate method="post" onSubmit={submit} className={className}>
      {children}
    </form>
  )
}
