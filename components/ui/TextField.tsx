'use client'

import type { Ref } from 'react'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { TextField as AriaTextField, type TextFieldProps as AriaTextFieldProps } from 'react-aria-components/TextField'
import { classNames } from './class-names.ts'
import { FieldError } from './FieldError.tsx'
import { FIELD, FIELD_BOX, FIELD_HELP, FIELD_LABEL } from './field-styles.ts'

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'className' | 'style' | 'children'> {
  label: string
  help?: string | undefined
  /** A sentence; its presence makes the field invalid. */
  error?: string | undefined
  placeholder?: string | undefined
  className?: string
  inputClassName?: string
  inputRef?: Ref<HTMLInputElement>
}

export function TextField(props: TextFieldProps) {
  const { label, help, error, placeholder, className, inputClassName, inputRef, ...rest } = props
  return (
    <AriaTextField {...rest} isInvalid={error !== undefined} className={classNames(FIELD, className)}>
      <Label className={FIELD_LABEL}>{label}</Label>
      <Input
        {...(inputRef ? { ref: inputRef } : {})}
        {...(placeholder === undefined ? {} : { placeholder })}
        className={classNames(FIELD_BOX, 'px-3.5', inputClassName)}
      />
      <FieldError>{error}</FieldError>
      {help !== undefined && error === undefined ? (
        <Text slot="description" className={FIELD_HELP}>
          {help}
        </Text>
      ) : null}
    </AriaTextField>
  )
}
