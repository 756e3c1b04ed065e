import { expect, it } from 'vitest'
import { lastingFor } from './cookie-lifetime.ts'

const NOW = Date.parse('1970-01-05T12:00:00Z')

it.each([
  ['a=b; Path=/; Expires=Mon, 12 Jan 1970 12:00:00 GMT; HttpOnly', 'a=b; Path=/; Max-Age=604800; HttpOnly'],
  ['a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/', 'a=; Max-Age=0; Path=/'],
  ['a=b; Max-Age=60; Expires=Mon, 12 Jan 1970 12:00:00 GMT', 'a=b; Max-Age=60; Expires=Mon, 12 Jan 1970 12:00:00 GMT'],
  ['expires=b; Path=/', 'expires=b; Path=/'],
])('%s lasts by a duration', (line, expected) => {
  expect(lastingFor(line, NOW)).toBe(expected)
})
