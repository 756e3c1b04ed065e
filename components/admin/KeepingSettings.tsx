'use client'

import { useStrings } from '#components/strings/use-strings.ts'
import { Card } from '#components/ui/Card.tsx'
import { Select } from '#components/ui/Select.tsx'
import { Switch } from '#components/ui/Switch.tsx'
import { SETTINGS_DEFAULTS } from '#lib/contracts/http/system.ts'
import { useCareStrings } from './use-care-strings.ts'
import type { VaultSettings } from './use-settings.ts'

type Kept = Pick<VaultSettings, 'onlyAdminsDelete' | 'trashKeepDays' | 'versionKeepDays' | 'versionKeepCount'>

export interface KeepingSettingsProps {
  settings: Kept
  isPending: boolean
  onChange: (change: Partial<Kept>) => void
}

const DAYS = [7, 30, 90, 365]
const COUNTS = [5, 20, 100]

/** Who deletes, and how long what was deleted or replaced is kept; each takes effect at once. */
export function KeepingSettings({ settings, isPending, onChange }: KeepingSettingsProps) {
  const { trash } = useStrings()
  const { yes, no } = useCareStrings().config
  const onOff = (isOn: boolean) => (isOn ? yes : no)
  const forDays = (count: number | null) => (count === null ? trash.forever : trash.forDays(count))
  const atMost = (count: number | null) => (count === null ? trash.allVersions : trash.atMost(count))
  const days = (current: number | null) => optionsOf(DAYS, current, trash.forDays, trash.forever)
  return (
    <Card className="flex flex-col gap-4">
      <Switch
        isSelected={settings.onlyAdminsDelete}
        onChange={(onlyAdminsDelete) => onChange({ onlyAdminsDelete })}
        isDisabled={isPending}
        help={`${trash.onlyAdminsHelp} ${trash.fallback(onOff(SETTINGS_DEFAULTS.onlyAdminsDelete))}`}
      >
        {trash.onlyAdmins}
      </Switch>
      <Select
        label={trash.trashDays}
        help={trash.fallback(forDays(SETTINGS_DEFAULTS.trashKeepDays))}
        value={keyOf(settings.trashKeepDays)}
        options={days(settings.trashKeepDays)}
        onChange={(key) => onChange({ trashKeepDays: parseKey(key) })}
        isDisabled={isPending}
      />
      <Select
        label={trash.versionDays}
        help={trash.fallback(forDays(SETTINGS_DEFAULTS.versionKeepDays))}
        value={keyOf(settings.versionKeepDays)}
        options={days(settings.versionKeepDays)}
        onChange={(key) => onChange({ versionKeepDays: parseKey(key) })}
        isDisabled={isPending}
      />
      <Select
        label={trash.versionCount}
        help={trash.fallback(atMost(SETTINGS_DEFAULTS.versionKeepCount))}
        value={keyOf(settings.versionKeepCount)}
        options={optionsOf(COUNTS, settings.versionKeepCount, trash.atMost, trash.allVersions)}
        onChange={(key) => onChange({ versionKeepCount: parseKey(key) })}
        isDisabled={isPending}
      />
    </Card>
  )
}

const keyOf = (value: number | null) => (value === null ? 'all' : String(value))
const parseKey = (key: string) => (key === 'all' ? null : Number(key))

/** What a program set stands among the usual choices. */
function optionsOf(usual: readonly number[], current: number | null, words: (n: number) => string, all: string) {
  const numbers = [...new Set([...usual, ...(current === null ? [] : [current])])].sort((a, b) => a - b)
  return [...numbers.map((n) => ({ id: String(n), label: words(n) })), { id: 'all', label: all }]
}
