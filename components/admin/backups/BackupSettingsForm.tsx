'use client'

import { useState } from 'react'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Card } from '#components/ui/Card.tsx'
import { Form } from '#components/ui/Form.tsx'
import { FormError } from '#components/ui/FormError.tsx'
import { Select } from '#components/ui/Select.tsx'
import { TextField } from '#components/ui/TextField.tsx'
import type { BackupSettings } from '#lib/contracts/http/backups.ts'
import { useBackupSettings } from './use-backup-change.ts'

const EVERY = ['off', 'day', 'week'] as const
const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

/** Where backups go, when, and how many stay; saved together. */
export function BackupSettingsForm({ settings }: { settings: BackupSettings }) {
  const { backups, common } = useStrings()
  const [folder, setFolder] = useState(settings.folder ?? '')
  const [every, setEvery] = useState(settings.every)
  const [hour, setHour] = useState(settings.hour)
  const [keep, setKeep] = useState(String(settings.keep))
  const [wrong, setWrong] = useState(false)
  const change = useBackupSettings()
  const submit = () => {
    const count = /^\d{1,4}$/.test(keep.trim()) ? Number(keep) : 0
    const isWrong = count < 1 || count > 1000
    setWrong(isWrong)
    if (!isWrong) change.run({ folder: folder.trim() === '' ? null : folder.trim(), every, hour, keep: count })
  }
  return (
    <Card>
      <Form
        onSubmit={submit}
        errors={wrong || change.error}
        aria-label={backups.settings}
        className="flex flex-col gap-3.5"
      >
        <TextField
          label={backups.folder}
          help={backups.folderHelp}
          value={folder}
          onChange={setFolder}
          maxLength={4096}
          autoComplete="off"
          spellCheck="false"
        />
        <div className="grid grid-cols-2 gap-3.5 max-tablet:*:first:col-span-2 tablet:grid-cols-3">
          <Select
            label={backups.every}
            value={every}
            onChange={setEvery}
            options={EVERY.map((id) => ({ id, label: backups.everyNames[id] }))}
          />
          <Select
            label={backups.hour}
            value={String(hour)}
            onChange={(next) => setHour(Number(next))}
            options={HOURS.map((one) => ({ id: String(one), label: backups.hourName(one) }))}
            isDisabled={every === 'off'}
          />
          <TextField
            label={backups.keep}
            help={backups.keepHelp}
            value={keep}
            onChange={setKeep}
            inputMode="numeric"
            maxLength={4}
            autoComplete="off"
            error={wrong ? backups.keepWrong : undefined}
          />
        </div>
        <FormError error={change.error} />
        <Button type="submit" isPending={change.isPending} className="self-start">
          {common.save}
        </Button>
      </Form>
    </Card>
  )
}
