'use client'

import { useFormat } from '#components/strings/use-strings.ts'
import { useNow } from '#components/ui/use-now.ts'
import type { AuditLine } from '#lib/contracts/http/admin.ts'
import { useCareStrings } from '../use-care-strings.ts'

/** One act as a sentence. */
export function ActivityRow({ line }: { line: AuditLine }) {
  const words = useCareStrings().activity
  const format = useFormat()
  const now = useNow()
  const who = line.actorName || (line.actorKind === 'system' ? words.vault : words.somebody)
  const isOwn = line.targetKind === 'session' || line.targetName === ''
  const what = words.actions[line.action] ?? line.action
  const setting = settingOf(line.details)
  return (
    <div className="flex min-h-14 flex-col justify-center px-4 py-2">
      <p className="text-body wrap-anywhere">
        <span className="font-medium">{who}</span> {what}
        {isOwn ? '' : ` ${line.targetName}`}
        {setting === null ? '' : `: ${setting}`}
      </p>
      <p className="text-caption text-ink3 tabular">
        {format.when(line.at, now)}
        {line.address === '' ? '' : `, ${words.from(line.address)}`}
      </p>
    </div>
  )
}

/** `grant_minutes = 30`, where a setting was changed. */
function settingOf(details: string): string | null {
  const told: unknown = JSON.parse(details)
  if (typeof told !== 'object' || told === null || !('setting' in told)) return null
  const value = 'value' in told && told.value !== null ? ` = ${told.value}` : ''
  return `${told.setting}${value}`
}
