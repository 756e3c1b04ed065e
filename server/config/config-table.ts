import type { SettingSection } from './setting.ts'
import { SETTING_KEYS, SETTINGS } from './settings.ts'

export interface ConfigRow {
  readonly section: SettingSection
  /** `--port PORT`, or null when it cannot stand on a command line. */
  readonly flag: string | null
  readonly env: string
  /** `settings.port`, or null when it cannot stand in persist.json. */
  readonly file: string | null
  readonly about: string
  readonly allowed: string
  readonly fallback: string
  readonly repeatable: boolean
}

/** The settings as rows for people: the help text and the README's table are both made from these. */
export const CONFIG_TABLE: readonly ConfigRow[] = SETTING_KEYS.map((key) => {
  const { section, flag, takes, env, file, about, kind, fallbackText, repeatable } = SETTINGS[key]
  return {
    section,
    flag: flag === null ? null : `--${flag}${takes === null ? '' : ` ${takes}`}`,
    env,
    file: file === null ? null : `settings.${file}`,
    about,
    allowed: kind.allowed,
    fallback: fallbackText,
    repeatable,
  }
})

/** The text of `--help`. */
export function helpText(table: readonly ConfigRow[] = CONFIG_TABLE): string {
  const lines = ['Hearth, the household file vault.', '', 'npm run vault -- [flags]', '']
  for (const section of new Set(table.map((row) => row.section))) {
    lines.push(`${section}:`)
    for (const row of table.filter((candidate) => candidate.section === section)) {
      lines.push(`  ${row.flag ?? row.env}${row.repeatable ? ' ...' : ''}`)
      lines.push(...wrap(`${row.about} Default: ${row.fallback}.`, 86).map((line) => `      ${line}`))
    }
    lines.push('')
  }
  lines.push('  --help, --version', '')
  lines.push('A flag beats the environment (HEARTH_PORT and so on), which beats "settings" in persist.json in the data')
  lines.push('folder. A flag with "..." may be repeated. A switch takes --no-... to turn it off again.')
  return lines.join('\n')
}

/** The same rows as a table for the README. */
export function markdownTable(table: readonly ConfigRow[] = CONFIG_TABLE): string {
  const code = (text: string | null) => (text === null ? '' : `\`${text.replaceAll('|', '\\|')}\``)
  const rows = table.map((row) =>
    [
      code(row.flag),
      code(row.env),
      code(row.file),
      `${row.about} (${row.allowed})`.replaceAll('|', '\\|'),
      row.fallback,
    ].join(' | '),
  )
  const head = 'Flag | Environment | persist.json | What it does (what is allowed) | Default'
  return [`| ${head} |`, '|---|---|---|---|---|', ...rows.map((row) => `| ${row} |`)].join('\n')
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return line === '' ? lines : [...lines, line]
}
