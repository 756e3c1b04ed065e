import { homedir } from 'node:os'
import * as nodePath from 'node:path'
import { StartRefusal } from '#server/console/start-refusal.ts'
import { didYouMean } from './closest-word.ts'
import { parseCommandLine } from './command-line.ts'
import { type PersistData, parsePersistText } from './persist-schema.ts'
import { SETTING_KEYS, SETTINGS, type SettingKey, type SettingValues } from './settings.ts'

export type Source = 'flag' | 'environment' | 'persist.json' | 'default'

export interface VaultConfig extends SettingValues {
  /** `<data>/persist.json`. */
  readonly persistPath: string
  /** What persist.json said at start; its rooms part is applied by the rooms service. */
  readonly persist: PersistData
  readonly sources: { readonly [K in SettingKey]: { readonly value: SettingValues[K]; readonly source: Source } }
  /** Sentences for the console. */
  readonly warnings: readonly string[]
}

export interface LoadConfigOptions {
  /** Without node and the script. */
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  /** Text of a file, or null when there is none. */
  readonly readFile: (path: string) => string | null
  readonly cwd?: string
  readonly home?: string
  readonly pathDelimiter?: string
}

/** Variables of our own that are not settings. */
const OTHER_VARIABLES = /^HEARTH_(START_FOLDER|CHROMIUM|HEADLESS_SHELL|TEST_\w*|DEV_\w*)$/

/**
 * Flags beat the environment, which beats persist.json, which beats the defaults.
 * @throws StartRefusal `config` that lists every unknown key and bad value with what is allowed
 */
export function loadConfig(options: LoadConfigOptions): VaultConfig {
  const { env } = options
  // npm changes into the project's folder; a relative path means the folder the person stood in, as the launcher tells.
  const base = env.HEARTH_START_FOLDER ?? options.cwd ?? process.cwd()
  const home = options.home ?? homedir()
  const commandLine = parseCommandLine(options.argv)
  const problems = [...commandLine.problems, ...findSwallowedFlags(env), ...findUnknownVariables(env)]

  const dataPath = pick('dataPath', {})
  const dataFolder =
    dataPath.value === null ? nodePath.join(home, 'hearth-data') : absolute(String(dataPath.value), base)
  const persistPath = nodePath.join(dataFolder, 'persist.json')
  const persist = problems.length > 0 ? {} : readPersist(persistPath)

  const values: Record<string, unknown> = {}
  const sources: Record<string, unknown> = {}
  for (const key of SETTING_KEYS) {
    const picked = key === 'dataPath' ? { ...dataPath, value: dataFolder } : pick(key, persist.settings ?? {})
    const folder = picked.source === 'persist.json' ? dataFolder : base
    values[key] = resolvePaths(picked.value, folder)
    sources[key] = { value: values[key], source: picked.source }
  }
  const settings = values as unknown as SettingValues // one checked value for each key
  problems.push(...findContradictions(settings))
  if (problems.length > 0) throw new StartRefusal('config', [...new Set(problems)].join('\n'))
  return {
    ...settings,
    persistPath,
    persist,
    sources: sources as VaultConfig['sources'], // likewise
    warnings: findWarnings(settings),
  }

  function readPersist(path: string): PersistData {
    const text = options.readFile(path)
    return text === null ? {} : parsePersistText(text, path)
  }

  function pick(key: SettingKey, file: Readonly<Record<string, unknown>>): { value: unknown; source: Source } {
    const setting = SETTINGS[key]
    const flag = commandLine.flags.get(key)
    const variable = env[setting.env]
    if (flag !== undefined) return check(key, setting.repeatable ? flag : flag[0], 'flag')
    if (variable !== undefined && variable !== '') return check(key, splitVariable(key, variable), 'environment')
    if (setting.file !== null && file[setting.file] !== undefined) return check(key, file[setting.file], 'persist.json')
    return setting.fallback === null ? { value: null, source: 'default' } : check(key, setting.fallback, 'default')
  }

  function splitVariable(key: SettingKey, text: string): string | string[] {
    if (key !== 'drives') return text
    return text.split(options.pathDelimiter ?? nodePath.delimiter).filter((part) => part !== '')
  }

  function check(key: SettingKey, raw: unknown, source: Source): { value: unknown; source: Source } {
    const setting = SETTINGS[key]
    const checked = setting.kind.schema.safeParse(raw === true && setting.takes === null ? 'true' : raw)
    if (checked.success) return { value: checked.data, source }
    const given = setting.secret
      ? 'has a value that'
      : `is ${JSON.stringify(Array.isArray(raw) ? raw.join(', ') : raw)}, which`
    problems.push(`${nameIn(source, key)} ${given} is not allowed. Allowed: ${setting.kind.allowed}.`)
    return { value: null, source }
  }

  function resolvePaths(value: unknown, folder: string): unknown {
    if (Array.isArray(value)) return value.map((item) => resolvePaths(item, folder))
    if (typeof value !== 'object' || value === null) return value
    const resolved: Record<string, unknown> = { ...value }
    for (const key of ['path', 'certPath', 'keyPath']) {
      if (typeof resolved[key] === 'string') resolved[key] = absolute(resolved[key], folder)
    }
    return resolved
  }

  /** `~` is expanded here as well: shells leave it alone in `--data=~/x`, and files never had a shell. */
  function absolute(path: string, folder: string): string {
    return nodePath.resolve(
      folder,
      path.replace(/^~(?=$|[/\\])/, () => home),
    )
  }
}

function nameIn(source: Source, key: SettingKey): string {
  const { flag, env, file } = SETTINGS[key]
  if (source === 'flag') return `--${flag}`
  return source === 'environment' ? env : `"settings.${file}" in persist.json`
}

/**
 * `npm run vault --port 9000` never reaches us: npm keeps the flag. Starting on another port than asked would be worse.
 */
function findSwallowedFlags(env: LoadConfigOptions['env']): string[] {
  if (env.npm_lifecycle_event !== 'vault') return []
  return SETTING_KEYS.flatMap((key) => {
    const { flag } = SETTINGS[key]
    const kept = flag === null ? undefined : env[`npm_config_${flag.replaceAll('-', '_')}`]
    return kept === undefined
      ? []
      : [`npm kept --${flag} for itself. Put "--" before the flags: npm run vault -- --${flag} ...`]
  })
}

function findUnknownVariables(env: LoadConfigOptions['env']): string[] {
  const known = SETTING_KEYS.map((key) => SETTINGS[key].env)
  return Object.keys(env)
    .filter((name) => name.startsWith('HEARTH_') && !known.includes(name) && !OTHER_VARIABLES.test(name))
    .map((name) => `There is no setting ${name} in the environment.${didYouMean(name, known)} See --help.`)
}

export function findContradictions(values: SettingValues): string[] {
  const problems: string[] = []
  if ((values.adminUser === null) !== (values.adminPassword === null)) {
    problems.push('HEARTH_ADMIN_USER and HEARTH_ADMIN_PASSWORD go together: set both or none.')
  }
  if (values.port !== null && values.port !== 0 && values.port === values.httpPort) {
    problems.push(`--port and --http-port are both ${values.port}. They must differ.`)
  }
  return problems
}

function findWarnings(values: SettingValues): string[] {
  const warnings: string[] = []
  if (values.allowHttp) {
    warnings.push('--allow-http: passwords and files cross the network readable for everybody on it.')
  }
  if (values.allowPublic) warnings.push('--allow-public: clients from the whole internet are answered.')
  if (values.tls.kind === 'off' && values.trustProxy.length === 0 && !values.allowHttp) {
    warnings.push('--tls off without --trust-proxy: only browsers on this machine can use the vault.')
  }
  return warnings
}
