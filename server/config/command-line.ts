import { didYouMean } from './closest-word.ts'
import { SETTING_KEYS, SETTINGS, type SettingKey } from './settings.ts'

/** What a flag said, before it is checked: the texts in the order given (`true` for a bare switch). */
export type RawFlags = ReadonlyMap<SettingKey, readonly (string | true)[]>

export interface CommandLine {
  readonly info: 'help' | 'version' | null
  readonly flags: RawFlags
  /** Sentences about what was not understood. */
  readonly problems: readonly string[]
}

const KEY_BY_FLAG = new Map<string, SettingKey>()
for (const key of SETTING_KEYS) {
  const { flag } = SETTINGS[key]
  if (flag !== null) KEY_BY_FLAG.set(flag, key)
}

/** Reads `--flag value`, `--flag=value`, `--switch` and `--no-switch`. Values are not checked here. */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const flags = new Map<SettingKey, (string | true)[]>()
  const problems: string[] = []
  let info: CommandLine['info'] = null

  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? ''
    if (word === '--help' || word === '-h') info = 'help'
    else if (word === '--version' || word === '-v') info ??= 'version'
    else if (!word.startsWith('--') || word === '--')
      problems.push(`${quote(word)} is not a flag. Flags start with "--"; see --help.`)
    else index += readFlag(word, argv[index + 1])
  }
  return { info, flags, problems }

  /** @returns how many words after the flag were its value */
  function readFlag(word: string, following: string | undefined): 0 | 1 {
    const [name = '', ...rest] = word.slice(2).split('=')
    const inline = rest.length > 0 ? rest.join('=') : undefined
    const negated = name.startsWith('no-') ? KEY_BY_FLAG.get(name.slice(3)) : undefined
    const key = KEY_BY_FLAG.get(name) ?? negated
    const value = inline ?? (following?.startsWith('--') ? undefined : following)
    if (key === undefined) {
      const known = [...KEY_BY_FLAG.keys(), 'help', 'version'].map((flag) => `--${flag}`)
      problems.push(`There is no flag --${name}.${didYouMean(`--${name}`, known)} See --help.`)
      // What follows was most likely its value: one mistake, one message.
      return inline === undefined && value !== undefined ? 1 : 0
    }
    const setting = SETTINGS[key]
    if (setting.takes === null) {
      add(key, negated === undefined ? (inline ?? true) : 'false', false)
      return 0
    }
    if (negated !== undefined) {
      problems.push(`--${name} is not a switch: --${setting.flag} takes ${setting.takes}.`)
      return 0
    }
    if (value === undefined) problems.push(`--${name} needs a value: ${setting.takes} (${setting.kind.allowed}).`)
    else add(key, value, setting.repeatable)
    return inline === undefined && value !== undefined ? 1 : 0
  }

  /** A flag given twice counts by its last value, so that a wrapper can be overruled. */
  function add(key: SettingKey, value: string | true, repeatable: boolean): void {
    flags.set(key, repeatable ? [...(flags.get(key) ?? []), value] : [value])
  }
}

function quote(text: string): string {
  return JSON.stringify(text)
}
