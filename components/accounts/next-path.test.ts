import { expect, test } from 'vitest'
import { nextPath, signInHref } from './next-path.ts'

test.each([
  ['/place?id=family&path=a/b', '/place?id=family&path=a/b'],
  ['/you', '/you'],
])('comes back to %s', (next, path) => {
  expect(nextPath(next)).toBe(path)
})

test.each([
  null,
  '',
  'https://example.org',
  '//example.org',
  '/\\example.org',
  '/\t/example.org',
  '/a\\b',
  'javascript:alert(1)',
  '/sign-in?next=/sign-in',
  '/setup',
])('leads to the rooms instead of %j', (next) => {
  expect(nextPath(next)).toBe('/')
})

test('the address of the sign-in page keeps where one was', () => {
  expect(signInHref('/')).toBe('/sign-in')
  expect(nextPath(new URLSearchParams(signInHref('/place?id=a&path=b').split('?')[1]).get('next'))).toBe(
    '/place?id=a&path=b',
  )
})
