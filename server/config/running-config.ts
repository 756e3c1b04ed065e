import { SETTING_KEYS, type SettingKey, type SettingValues } from './settings.ts'

/** Asked for anew at each use, so a change in the page counts at once; all others are read once, at the start. */
export const AT_ONCE: ReadonlySet<SettingKey> = new Set<SettingKey>([
  'logLevel',
  'maxFileBytes',
  'freeSpaceFloorBytes',
  'accountQuotaBytes',
  'guestQuotaBytes',
  'uploadKeepMs',
  'maxUnfinishedUploads',
  'lockoutAttempts',
  'lockoutMs',
  'rateSignIn',
  'rateUnlock',
  'rateToken',
  'rateLookUp',
  'rateDownload',
  'rateUpload',
])

export interface RunningConfig<C extends SettingValues> {
  /** Reading a setting of it gives what counts now. */
  readonly config: C
  /** Without effect for a setting that is read once. */
  set<K extends SettingKey>(key: K, value: SettingValues[K]): void
}

/** The settings of a running vault, some of which change. */
export function createRunningConfig<C extends SettingValues>(start: C): RunningConfig<C> {
  const values: { -readonly [K in SettingKey]: SettingValues[K] } = { ...start }
  const config = { ...start }
  for (const key of SETTING_KEYS) Object.defineProperty(config, key, { get: () => values[key], enumerable: true })
  return {
    config,
    set(key, value) {
      if (AT_ONCE.has(key)) values[key] = value
    },
  }
}
