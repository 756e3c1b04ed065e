import { expect, it } from 'vitest'
import { findFormBoundary } from './form-boundary.ts'

it.each([
  ['multipart/form-data; boundary=----WebKitFormBoundaryAbC0', '----WebKitFormBoundaryAbC0'],
  ['multipart/form-data; boundary="with space"', 'with space'],
  ['Multipart/Form-Data;charset=utf-8 ;  Boundary = x', 'x'],
  ['multipart/form-data; boundary=a; charset=utf-8', 'a'],
  [`multipart/form-data; boundary=${'b'.repeat(70)}`, 'b'.repeat(70)],
  [`multipart/form-data; boundary=${'b'.repeat(71)}`, null],
  ['multipart/form-data; boundary="ends with space "', null],
  ['multipart/form-data; boundary=', null],
  ['multipart/form-data', null],
  ['multipart/mixed; boundary=x', null],
  ['application/x-www-form-urlencoded', null],
  ['', null],
])('reads the boundary of %j', (contentType, boundary) => {
  expect(findFormBoundary(contentType)).toBe(boundary)
})
