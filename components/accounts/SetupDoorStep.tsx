'use client'

import { KeyRound, UserRound, Wifi } from 'lucide-react'
import { useState } from 'react'
import { codeOf } from '#components/strings/errors.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Form } from '#components/ui/Form.tsx'
import { FormError } from '#components/ui/FormError.tsx'
import { GlazeTile } from '#components/ui/GlazeTile.tsx'
import { PasswordField } from '#components/ui/PasswordField.tsx'
import { Radio, RadioGroup } from '#components/ui/RadioGroup.tsx'
import { MIN_ROOM_PASSWORD_CHARACTERS } from './password-rule.ts'
import type { SetupStepProps } from './setup-step.ts'

/** Errors that another step shows at its field. */
const ELSEWHERE = new Set(['wrong_setup_code', 'weak_password'])

export function SetupDoorStep(props: SetupStepProps & { isPending: boolean }) {
  const { answers, change, error, onNext, onBack, isPending } = props
  const strings = useStrings()
  const [missing, setMissing] = useState<string>()
  const { access, accessHelp } = strings.rooms
  const next = () => {
    const short = answers.mainAccess === 'password' && [...answers.mainPassword].length < MIN_ROOM_PASSWORD_CHARACTERS
    setMissing(short ? strings.rooms.passwordNeeded : undefined)
    if (!short && !isPending) onNext()
  }
  return (
    <Form onSubmit={next} errors={missing} className="flex flex-col gap-4 pt-1">
      <p className="text-body text-ink2">{strings.accounts.setup.doorHelp}</p>
      <RadioGroup
        label={strings.rooms.accessQuestion}
        hideLabel
        value={answers.mainAccess}
        onChange={(mainAccess) => change({ mainAccess })}
      >
        <Radio value="accounts" leading={<GlazeTile icon={UserRound} glaze="dusk" />} help={accessHelp.accounts}>
          {access.accounts}
        </Radio>
        <Radio value="password" leading={<GlazeTile icon={KeyRound} glaze="ochre" />} help={accessHelp.password}>
          {access.password}
        </Radio>
        <Radio value="lan" leading={<GlazeTile icon={Wifi} glaze="moss" />} help={accessHelp.lan}>
          {access.lan}
        </Radio>
      </RadioGroup>
      {answers.mainAccess === 'password' ? (
        <PasswordField
          label={strings.rooms.password}
          value={answers.mainPassword}
          onChange={(mainPassword) => change({ mainPassword })}
          autoComplete="off"
          error={missing}
        />
      ) : null}
      {error && !ELSEWHERE.has(codeOf(error) ?? '') ? <FormError error={error} /> : null}
      <div className="flex gap-2.5">
        <Button onPress={onBack} isDisabled={isPending}>
          {strings.common.back}
        </Button>
        <Button tone="primary" type="submit" isPending={isPending}>
          {isPending ? strings.accounts.setup.finishing : strings.accounts.setup.finish}
        </Button>
      </div>
    </Form>
  )
}
