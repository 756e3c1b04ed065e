'use client'

import { useState } from 'react'
import { useAction } from '#components/shell/use-action.ts'
import { codeOf } from '#components/strings/errors.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { FormDialog } from '#components/ui/FormDialog.tsx'
import { Select } from '#components/ui/Select.tsx'
import { TextField } from '#components/ui/TextField.tsx'
import { useToaster } from '#components/ui/Toaster.tsx'
import { useOnOpen } from '#components/ui/use-on-open.ts'
import { adminRoutes, type ConfigEntry } from '#lib/contracts/http/admin.ts'
import { useCareStrings } from '../use-care-strings.ts'
import { configName } from './config-name.ts'
import { CONFIG_KEY } from './use-config.ts'

export interface ConfigDialogProps {
  setting: ConfigEntry
  isOpen: boolean
  onClose: () => void
}

/** Changes one setting; the vault says what is allowed. */
export function ConfigDialog({ setting, isOpen, onClose }: ConfigDialogProps) {
  const strings = useStrings()
  const words = useCareStrings().config
  const { show } = useToaster()
  const [value, setValue] = useState('')
  const change = useAction({
    call: (api, next: string | null) => api.call(adminRoutes.changeConfig, { body: { key: setting.key, value: next } }),
    changes: [CONFIG_KEY],
    onDone: () => {
      onClose()
      show({ message: words.saved(setting.applies === 'at_once') })
    },
  })
  useOnOpen(isOpen, () => {
    setValue(setting.next ?? setting.value)
    change.reset()
  })
  const wrong = codeOf(change.error) === 'invalid_input' ? words.allowed(setting.allowed) : undefined
  const isSwitch = setting.choices.length === 2
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={onClose}
      title={words.changeOf(configName(setting))}
      verb={strings.common.save}
      pendingVerb={strings.common.saving}
      onSubmit={() => change.run(value)}
      isPending={change.isPending}
      fieldErrors={change.error}
      error={wrong ? null : change.error}
    >
      <p className="text-body text-ink2">
        {setting.about} {setting.applies === 'at_once' ? words.atOnce : words.nextStart}
      </p>
      {setting.choices.length > 0 ? (
        <Select
          label={words.value}
          value={value}
          onChange={setValue}
          options={setting.choices.map((id) => ({ id, label: isSwitch ? (id === 'true' ? words.yes : words.no) : id }))}
        />
      ) : (
        <TextField
          label={words.value}
          value={value}
          onChange={setValue}
          help={words.allowed(setting.allowed)}
          error={wrong}
          autoFocus
          autoComplete="off"
          spellCheck="false"
        />
      )}
      {setting.source === 'default' && setting.next === null ? null : (
        <Button tone="text" size="bar" className="self-start" onPress={() => change.run(null)}>
          {words.reset}
        </Button>
      )}
    </FormDialog>
  )
}
