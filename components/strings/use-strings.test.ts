import { expect, test } from 'vitest'
import { createLanguage } from './use-strings.ts'

test.each([
  ['de', 'de', '1.204.518'],
  ['en_GB', 'en', '1,204,518'],
  ['C', 'en', '1,204,518'],
  ['', 'en', '1,204,518'],
])('a browser whose language is “%s” is answered by the rules of %s', (locale, used, number) => {
  const { format } = createLanguage(locale)
  expect([format.locale, format.number(1_204_518)]).toEqual([used, number])
})
