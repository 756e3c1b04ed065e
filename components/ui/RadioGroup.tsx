'use client'

import type { ReactNode } from 'react'
import { Label } from 'react-aria-components/Label'
import { Radio as AriaRadio, RadioGroup as AriaRadioGroup } from 'react-aria-components/RadioGroup'
import { classNames } from './class-names.ts'
import { FieldError } from './FieldError.tsx'
import { FIELD, FIELD_LABEL } from './field-styles.ts'

export interface RadioGroupProps<K extends string> {
  label: string
  /** Where a heading just above asks the question already. */
  hideLabel?: boolean
  value: K | null
  onChange: (value: K) => void
  error?: string | undefined
  isDisabled?: boolean
  className?: string
  children: ReactNode
}

/** Choices in one card, parted by hairlines; each says what it means. */
export function RadioGroup<K extends string>(props: RadioGroupProps<K>) {
  const { label, hideLabel, value, onChange, error, isDisabled = false, className, children } = props
  return (
    <AriaRadioGroup
      value={value}
      // The values are those of the Radios inside, which the caller types as K.
      onChange={(next) => onChange(next as K)}
      isInvalid={error !== undefined}
      {...(hideLabel ? { 'aria-label': label } : {})}
      isDisabled={isDisabled}
      className={classNames(FIELD, className)}
    >
      {hideLabel ? null : <Label className={FIELD_LABEL}>{label}</Label>}
      <div className="divide-y divide-hair overflow-hidden rounded-card border border-hair bg-surface">{children}</div>
      <FieldError>{error}</FieldError>
    </AriaRadioGroup>
  )
}

export interface RadioProps {
  value: string
  /** An icon or a tile. */
  leading?: ReactNode
  help?: ReactNode
  isDisabled?: boolean
  /** Instead of the circle, where it cannot be chosen: a lock. */
  mark?: ReactNode
  children: ReactNode
}

export function Radio({ value, leading, help, isDisabled = false, mark, children }: RadioProps) {
  return (
    <AriaRadio
      value={value}
      isDisabled={isDisabled}
      className="group flex min-h-14 items-center gap-3.5 px-4 py-2.5 text-ink -outline-offset-2 press-motion data-disabled:text-ink3 data-focus-visible:outline-2 data-focus-visible:outline-ember data-hovered:bg-hover"
    >
      {leading}
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="text-body font-medium">{children}</span>
        {help ? <span className="text-caption text-ink3">{help}</span> : null}
      </span>
      {mark ?? (
        <span className="flex size-5.5 shrink-0 items-center justify-center rounded-pill border-[1.5px] border-edge bg-surface press-motion group-data-selected:border-ember group-data-selected:bg-ember">
          <span className="size-2 rounded-pill bg-on-ember opacity-0 group-data-selected:opacity-100" />
        </span>
      )}
    </AriaRadio>
  )
}
