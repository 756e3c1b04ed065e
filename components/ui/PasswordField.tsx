'use client'

import { Eye, EyeOff } from 'lucide-react'
import { type Ref, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { TextField as AriaTextField } from 'react-aria-components/TextField'
import { useStrings } from '#components/strings/use-strings.ts'
import { classNames } from './class-names.ts'
import { FieldError } from './FieldError.tsx'
import { FIELD, FIELD_BOX, FIELD_HELP, FIELD_LABEL } from './field-styles.ts'
import { Icon } from './Icon.tsx'
import type { TextFieldProps } from './TextField.tsx'

export interface PasswordFieldProps extends Omit<TextFieldProps, 'type' | 'inputClassName'> {
  /** Tells a password manager whether to fill in or to suggest. */
  autoComplete: 'current-password' | 'new-password' | 'off'
  inputRef?: Ref<HTMLInputElement>
}

/** A password with a button that shows it: typing blind on a phone is what makes passwords short. */
export function PasswordField(props: PasswordFieldProps) {
  const { label, help, error, placeholder, className, inputRef, ...rest } = props
  const strings = useStrings()
  const [revealed, setRevealed] = useState(false)
  return (
    <AriaTextField
      {...rest}
      type={revealed ? 'text' : 'password'}
      spellCheck="false"
      isInvalid={error !== undefined}
      className={classNames(FIELD, className)}
    >
      <Label className={FIELD_LABEL}>{label}</Label>
      <div className="relative">
        <Input
          {...(inputRef ? { ref: inputRef } : {})}
          {...(placeholder === undefined ? {} : { placeholder })}
          autoCapitalize="none"
          className={classNames(FIELD_BOX, 'pr-12 pl-3.5')}
        />
        <Button
          aria-label={revealed ? strings.common.hidePassword : strings.common.showPassword}
          onPress={() => setRevealed(!revealed)}
          className="absolute top-0 right-0 flex size-11 items-center justify-center rounded-tile text-ink2 press-motion data-hovered:text-ink"
        >
          <Icon of={revealed ? Eye : EyeOff} size={20} />
        </Button>
      </div>
      <FieldError>{error}</FieldError>
      {help !== undefined && error === undefined ? (
        <Text slot="description" className={FIELD_HELP}>
          {help}
        </Text>
      ) : null}
    </AriaTextField>
  )
}
