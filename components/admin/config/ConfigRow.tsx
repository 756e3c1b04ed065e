'use client'

import { RotateCw } from 'lucide-react'
import { Button } from '#components/ui/Button.tsx'
import { StateLine } from '#components/ui/StateLine.tsx'
import type { ConfigEntry } from '#lib/contracts/http/admin.ts'
import { useCareStrings } from '../use-care-strings.ts'
import { configName } from './config-name.ts'

export function ConfigRow({ setting, onChange }: { setting: ConfigEntry; onChange: () => void }) {
  const words = useCareStrings().config
  const { value, source, fallback, next } = setting
  const isSwitch = setting.choices.length === 2
  const say = (text: string) => (isSwitch ? (text === 'true' || text === 'on' ? words.yes : words.no) : text)
  return (
    <div className="flex min-h-16 items-center gap-3.5 px-4 py-3">
      <div className="min-w-0 flex-1">
        <p className="text-body font-medium">{setting.about}</p>
        <p className="text-body text-ink2 tabular wrap-anywhere">
          {setting.secret ? words.hidden : value === '' ? words.none : say(value)}
        </p>
        <p className="text-caption text-ink3 wrap-anywhere">
          {configName(setting)}. {words.sources[source]}. {words.fallback(say(fallback))}.
        </p>
        <p className="text-caption text-ink3 wrap-anywhere">{words.allowed(setting.allowed)}</p>
        {next === null ? null : (
          <StateLine icon={RotateCw} tone="amber">
            {words.next(say(next))}
          </StateLine>
        )}
      </div>
      {setting.editable === 'yes' ? (
        <Button size="bar" onPress={onChange} aria-label={words.changeOf(configName(setting))}>
          {words.change}
        </Button>
      ) : null}
    </div>
  )
}
