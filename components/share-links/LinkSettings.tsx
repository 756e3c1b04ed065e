'use client'

import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { VaultSettings } from '#components/admin/use-settings.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Card } from '#components/ui/Card.tsx'
import { Form } from '#components/ui/Form.tsx'
import { Notice } from '#components/ui/Notice.tsx'
import { Section } from '#components/ui/Section.tsx'
import { Switch } from '#components/ui/Switch.tsx'
import { TextField } from '#components/ui/TextField.tsx'
import { useShareLinkStrings } from './use-share-link-strings.ts'

type OfLinks = Pick<VaultSettings, 'linksAllowed' | 'linksOnPlainHttp' | 'publicUrl'>

const ADDRESS = /^https?:\/\/(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/

export interface LinkSettingsProps {
  settings: OfLinks
  isPending: boolean
  onChange: (change: Partial<OfLinks>) => void
}

/** Whether there are share links, and what they begin with. The switches take effect at once. */
export function LinkSettings({ settings, isPending, onChange }: LinkSettingsProps) {
  const words = useShareLinkStrings()
  const { common } = useStrings()
  const [address, setAddress] = useState(settings.publicUrl ?? '')
  const [isWrong, setWrong] = useState(false)
  const save = () => {
    const typed = address.trim().toLowerCase().replace(/\/+$/, '')
    setWrong(typed !== '' && !ADDRESS.test(typed))
    if (typed === '' || ADDRESS.test(typed)) onChange({ publicUrl: typed === '' ? null : typed })
  }
  return (
    <Section title={words.settings}>
      <Card className="flex flex-col gap-4">
        <Switch
          isSelected={settings.linksAllowed}
          onChange={(linksAllowed) => onChange({ linksAllowed })}
          isDisabled={isPending}
          help={words.allowedHelp}
        >
          {words.allowed}
        </Switch>
        <Switch
          isSelected={settings.linksOnPlainHttp}
          onChange={(linksOnPlainHttp) => onChange({ linksOnPlainHttp })}
          isDisabled={isPending || !settings.linksAllowed}
          help={words.plainHelp}
        >
          {words.plain}
        </Switch>
        {settings.linksOnPlainHttp ? (
          <Notice tone="amber" icon={TriangleAlert} title={words.plainOn}>
            {words.plainOnHelp}
          </Notice>
        ) : null}
        <Form onSubmit={save} errors={isWrong} aria-label={words.publicUrl} className="flex items-start gap-2.5">
          <TextField
            label={words.publicUrl}
            help={words.publicUrlHelp}
            value={address}
            onChange={(next) => {
              setAddress(next)
              setWrong(false)
            }}
            inputMode="url"
            autoComplete="off"
            maxLength={300}
            error={isWrong ? words.publicUrlWrong : undefined}
            className="flex-1"
          />
          <Button type="submit" isPending={isPending} className="mt-6">
            {common.save}
          </Button>
        </Form>
      </Card>
    </Section>
  )
}
