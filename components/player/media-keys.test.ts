import { expect, it } from 'vitest'
import { mediaCommand, nextSpeed } from './media-keys.ts'

it.each([
  [' ', { kind: 'toggle' }],
  ['K', { kind: 'toggle' }],
  ['j', { kind: 'seek_by', seconds: -10 }],
  ['l', { kind: 'seek_by', seconds: 10 }],
  ['ArrowLeft', { kind: 'seek_by', seconds: -5 }],
  ['0', { kind: 'seek_to', share: 0 }],
  ['7', { kind: 'seek_to', share: 0.7 }],
  ['F', { kind: 'full_screen' }],
  ['>', { kind: 'faster' }],
  ['Tab', null],
  ['Escape', null],
])('the key %s means %o', (key, command) => {
  expect(mediaCommand(key)).toEqual(command)
})

it('steps through the speeds and stops at the ends', () => {
  expect(nextSpeed(1, 1)).toBe(1.25)
  expect(nextSpeed(1, -1)).toBe(0.75)
  expect(nextSpeed(2, 1)).toBe(2)
  expect(nextSpeed(0.5, -1)).toBe(0.5)
})
