import type { ConfigEntry } from '#lib/contracts/http/admin.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { Doer } from '#server/auth/doer.ts'
import { formatValue } from '#server/config/format-value.ts'
import { findContradictions, type VaultConfig } from '#server/config/load-config.ts'
import type { PersistEdit } from '#server/config/persist-file.ts'
import type { PersistData } from '#server/config/persist-schema.ts'
import { AT_ONCE, type RunningConfig } from '#server/config/running-config.ts'
import { SETTING_KEYS, SETTINGS, type SettingKey, type SettingValues } from '#server/config/settings.ts'
import { StartRefusal } from '#server/console/start-refusal.ts'
import { commitOrThrow } from '#server/db/commit-or-throw.ts'
import type { Database } from '#server/db/database.ts'
import type { AuditService } from '#server/features/audit/audit.service.ts'
import { choicesOf } from './choices.ts'
import { createPageMarks, type PageMarks } from './page-marks.ts'

export interface ConfigServiceDeps {
  readonly db: Database
  readonly audit: AuditService
  readonly running: RunningConfig<VaultConfig>
  readonly readFile: () => Promise<PersistData>
  /** Alone with the file. @throws StartRefusal when it cannot be used */
  readonly editFile: (edits: readonly PersistEdit[]) => Promise<unknown>
  /** What has to be told of a change, such as the level of the log. */
  readonly onChanged: (key: SettingKey) => void
}

/** The settings of the start, seen and changed while the vault runs. */
export interface ConfigService {
  list(): Promise<ConfigEntry[]>
  /**
   * @param text as one would type it; null takes the setting out of the file
   * @throws VaultError `not_found`, `setting_given`, `invalid_input`, `persist_file_broken`
   */
  change(key: string, text: string | null, doer: Doer): Promise<void>
}

export function createConfigService(deps: ConfigServiceDeps): ConfigService {
  const { db, audit, running } = deps
  const marks = createPageMarks(db)
  const isGiven = (key: SettingKey) => ['flag', 'environment'].includes(running.config.sources[key].source)

  return {
    async list() {
      const [file, marked] = await Promise.all([deps.readFile().catch(asBroken), marks.read()])
      return SETTING_KEYS.map((key) =>
        present(key, { running, file: file.settings ?? {}, marked, isGiven: isGiven(key) }),
      )
    },

    async change(key, text, doer) {
      if (!isSettingKey(key)) throw new VaultError('not_found')
      const { file } = SETTINGS[key]
      if (isGiven(key)) throw new VaultError('setting_given')
      if (file === null) throw new VaultError('forbidden')
      const value = parse(key, text)
      refuseContradictions({ ...running.config, [key]: value }, key)
      const written = text === null ? undefined : asJson(key, text)
      await deps.editFile([{ path: ['settings', file], value: written }]).catch(asBroken)
      await commitOrThrow(db, [
        await marks.step(file, written),
        audit.step({
          ...{ doer, action: 'config.changed', target: { kind: 'vault', id: null } },
          details: { setting: file, value: text },
        }),
      ])
      running.set(key, value)
      deps.onChanged(key)
    },
  }
}

function present(
  key: SettingKey,
  at: {
    running: RunningConfig<VaultConfig>
    file: Readonly<Record<string, unknown>>
    marked: PageMarks
    isGiven: boolean
  },
): ConfigEntry {
  const setting = SETTINGS[key]
  const { config } = at.running
  const { source } = config.sources[key]
  const inFile = setting.file === null ? undefined : at.file[setting.file]
  const value = formatValue(key, config[key])
  const asAtStart = JSON.stringify(inFile) === JSON.stringify(config.persist.settings?.[setting.file ?? ''])
  // Paths in the file count from its folder, so what did not change is not read anew.
  const isSame = at.isGiven || setting.file === null || (asAtStart && !AT_ONCE.has(key))
  const next = isSame ? value : formatValue(key, parse(key, inFile ?? null))
  const fromPage = setting.file !== null && at.marked.has(setting.file, inFile)
  const fileSource = fromPage ? 'page' : 'file'
  return {
    key,
    ...{ section: setting.section, about: setting.about, allowed: setting.kind.allowed },
    value: setting.secret ? '' : value,
    secret: setting.secret,
    fallback: setting.fallbackText,
    source: source === 'flag' || source === 'environment' ? source : inFile === undefined ? 'default' : fileSource,
    flag: setting.flag,
    env: setting.env,
    choices: choicesOf(key),
    editable: setting.file === null ? 'never' : at.isGiven ? 'given' : 'yes',
    applies: AT_ONCE.has(key) ? 'at_once' : 'next_start',
    next: next === value || setting.secret ? null : next,
  }
}

function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(SETTINGS, key)
}

/** @param raw null: what counts when nobody says anything @throws VaultError `invalid_input` */
function parse<K extends SettingKey>(key: K, raw: unknown): SettingValues[K] {
  const { kind, fallback } = SETTINGS[key]
  if (raw === null && fallback === null) return null as SettingValues[K] // settings without a fallback are nullable
  const checked = kind.schema.safeParse(raw ?? fallback)
  if (!checked.success) {
    throw new VaultError('invalid_input', { details: { issues: [{ field: 'value', message: kind.allowed }] } })
  }
  return checked.data as SettingValues[K] // what the schema of this very key gave
}

function refuseContradictions(values: SettingValues, key: SettingKey): void {
  const [first] = findContradictions(values)
  if (first === undefined) return
  throw new VaultError('invalid_input', { details: { issues: [{ field: 'value', message: first }], key } })
}

/** As a person would write it into the file: a switch and a count without quotes. */
function asJson(key: SettingKey, text: string): string | number | boolean {
  if (SETTINGS[key].takes === null) return SETTINGS[key].kind.schema.parse(text) === true
  return key !== 'umask' && /^\d{1,15}$/.test(text.trim()) ? Number(text) : text.trim()
}

function asBroken(error: unknown): never {
  if (!(error instanceof StartRefusal)) throw error
  // Its words name lines and keys, and never a password.
  throw new VaultError('persist_file_broken', { details: { reason: error.message }, cause: error })
}
