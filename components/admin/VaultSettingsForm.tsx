'use client'

import { lazy, Suspense, useState } from 'react'
import type { z } from 'zod'
import { SESSION_KEY } from '#components/accounts/use-session.ts'
import { useAction } from '#components/shell/use-action.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Card } from '#components/ui/Card.tsx'
import { Form } from '#components/ui/Form.tsx'
import { FormError } from '#components/ui/FormError.tsx'
import { Switch } from '#components/ui/Switch.tsx'
import { TextField } from '#components/ui/TextField.tsx'
import { useToaster } from '#components/ui/Toaster.tsx'
import { SETTINGS_DEFAULTS, type settingsSchema, systemRoutes } from '#lib/contracts/http/system.ts'
import { KeepingSettings } from './KeepingSettings.tsx'
import { SETTINGS_KEY } from './use-settings.ts'

const LinkSettings = lazy(async () => ({
  default: (await import('#components/share-links/LinkSettings.tsx')).LinkSettings,
}))
const VaultQr = lazy(async () => ({ default: (await import('#components/share-links/VaultQr.tsx')).VaultQr }))

type Settings = z.output<typeof settingsSchema>

/** The name is saved by its button, the switch takes effect at once. */
export function VaultSettingsForm({ settings }: { settings: Settings }) {
  const { accounts, admin, common } = useStrings()
  const { show } = useToaster()
  const [name, setName] = useState(settings.vaultName)
  const [missing, setMissing] = useState(false)
  const change = useAction({
    call: (api, body: Partial<Settings>) => api.call(systemRoutes.changeSettings, { body }),
    changes: [SETTINGS_KEY, SESSION_KEY],
    onDone: () => show({ message: common.saved }),
  })
  return (
    <>
      <Form
        onSubmit={() => (name.trim() === '' ? setMissing(true) : change.run({ vaultName: name.trim() }))}
        errors={missing || change.error}
        aria-label={admin.vaultName}
        className="flex items-start gap-2.5"
      >
        <TextField
          label={admin.vaultName}
          help={admin.vaultNameHelp}
          value={name}
          onChange={(next) => {
            setName(next)
            setMissing(false)
          }}
          maxLength={64}
          autoComplete="off"
          error={missing ? accounts.nameNeeded : undefined}
          className="flex-1"
        />
        <Button type="submit" isPending={change.isPending} className="mt-6">
          {common.save}
        </Button>
      </Form>
      <Card>
        <Switch
          isSelected={settings.editorsMayCreateRooms}
          onChange={(editorsMayCreateRooms) => change.run({ editorsMayCreateRooms })}
          isDisabled={change.isPending}
          help={admin.editorsCreateHelp(SETTINGS_DEFAULTS.editorsMayCreateRooms)}
        >
          {admin.editorsCreate}
        </Switch>
      </Card>
      <KeepingSettings settings={settings} isPending={change.isPending} onChange={(kept) => change.run(kept)} />
      <Suspense>
        <LinkSettings settings={settings} isPending={change.isPending} onChange={(links) => change.run(links)} />
        <VaultQr />
      </Suspense>
      <FormError error={change.error} />
    </>
  )
}
