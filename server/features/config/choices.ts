import { SETTINGS, type SettingKey } from '#server/config/settings.ts'
import { LOG_LEVELS } from '#server/config/value-kinds.ts'

/** What a person chooses from; empty where any text of the kind will do. */
export function choicesOf(key: SettingKey): string[] {
  if (key === 'logLevel') return [...LOG_LEVELS]
  return SETTINGS[key].takes === null && SETTINGS[key].flag !== null ? ['true', 'false'] : []
}
