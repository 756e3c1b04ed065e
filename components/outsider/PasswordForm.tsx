import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { FIELD, FIELD_BOX, FIELD_HELP, FIELD_LABEL } from '#components/ui/field-styles.ts'
import { LinkButton } from './LinkButton.tsx'
import { type Failure, words } from './outsider.ts'

/** The door of a link; wrong passwords lock it as those of a room do. */
export function PasswordForm({
  failure,
  onOpen,
}: {
  failure: Failure | null
  onOpen: (password: string) => Promise<void>
}) {
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [isMissing, setMissing] = useState(false)
  const [isOpening, setOpening] = useState(false)
  useEffect(() => field.current?.focus(), [])
  const error = isMissing
    ? words.passwordNeeded
    : failure === null
      ? null
      : failure.code === 'link_wrong_password'
        ? words.wrongPassword
        : words.failure(failure.code, failure.retryAfterSeconds).join(' ')

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const password = field.current?.value ?? ''
    setMissing(password === '')
    if (password === '' || isOpening) return
    setOpening(true)
    void onOpen(password).finally(() => {
      setOpening(false)
      field.current?.select()
    })
  }
  return (
    <form method="post" noValidate onSubmit={submit} className="mt-8 flex max-w-110 flex-col gap-4">
      <h1 className="text-title">{words.needsPassword}</h1>
      <div className={FIELD}>
        <label htmlFor={id} className={FIELD_LABEL}>
          {words.password}
        </label>
        <input
          ref={field}
          id={id}
          type="password"
          autoComplete="off"
          aria-invalid={error !== null}
          aria-describedby={`${id}-help`}
          className={`${FIELD_BOX} px-3.5 ${error === null ? '' : 'border-[1.5px] border-red-fill'}`}
        />
        <p
          id={`${id}-help`}
          className={error === null ? FIELD_HELP : 'text-label text-red'}
          role={error === null ? undefined : 'alert'}
        >
          {error ?? words.passwordHelp}
        </p>
      </div>
      <div>
        <LinkButton tone="primary" type="submit">
          {isOpening ? words.opening : words.open}
        </LinkButton>
      </div>
    </form>
  )
}
