import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ERROR_CODES } from '#lib/core/errors/error-codes.ts'

test('docs/troubleshooting.md has a row for every code, and for no other', () => {
  const text = readFileSync('docs/troubleshooting.md', 'utf8')
  const rows = text.slice(text.indexOf('## Codes')).matchAll(/^\| (`[^|]*`) \|/gm)
  const named = [...rows].flatMap(([, cell = '']) => [...cell.matchAll(/`([a-z_]+)`/g)].map(([, code]) => code))
  expect(named.toSorted()).toEqual(Object.keys(ERROR_CODES).toSorted())
})
