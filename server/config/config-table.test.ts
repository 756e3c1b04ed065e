import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { CONFIG_TABLE, helpText, markdownTable } from './config-table.ts'
import { SETTING_KEYS, SETTINGS } from './settings.ts'

it('has a row for every setting, each with a sentence', () => {
  expect(CONFIG_TABLE).toHaveLength(SETTING_KEYS.length)
  for (const row of CONFIG_TABLE) expect(row.about).toMatch(/\.$/)
})

it('has defaults that its own rules accept', () => {
  for (const key of SETTING_KEYS) {
    const { fallback, kind } = SETTINGS[key]
    if (fallback !== null) expect(kind.schema.safeParse(fallback).success, key).toBe(true)
  }
})

it('names every flag in the help, within 100 columns', () => {
  const help = helpText()
  for (const row of CONFIG_TABLE) expect(help).toContain(row.flag ?? row.env)
  for (const line of help.split('\n')) expect(line.length).toBeLessThanOrEqual(110)
})

it('makes one table line for each setting, with bars escaped', () => {
  const lines = markdownTable().split('\n')
  expect(lines).toHaveLength(CONFIG_TABLE.length + 2)
  for (const line of lines) expect(line.replaceAll('\\|', '').split('|')).toHaveLength(7)
})

const README = new URL('../../README.md', import.meta.url)

it.skipIf(!existsSync(README))(
  'is the table of the README: npx tsx scripts/print-config-table.ts --write README.md',
  () => {
    expect(readFileSync(README, 'utf8')).toContain(markdownTable())
  },
)
