import { expect, test } from 'vitest'
import { createEnglish } from '#components/strings/en.ts'
import { createFormatter } from '#components/strings/format.ts'
import { checkDraft, NEW_ROOM } from './room-draft.ts'

const strings = createEnglish(createFormatter('en'))
const check = (part: Partial<typeof NEW_ROOM>, hasPassword = false) =>
  checkDraft({ ...NEW_ROOM, name: 'Grandparents', ...part }, hasPassword, strings)

test('takes a room with a name', () => {
  expect(check({})).toBeNull()
})

test('asks for a name, and says what is wrong with one', () => {
  expect(check({ name: '  ' })).toEqual({ name: 'Give the room a name.' })
  expect(check({ name: 'a/b' })).toEqual({ name: 'A name cannot contain a slash.' })
  expect(check({ name: 'API' })).toEqual({ name: 'The vault needs this name for itself.' })
})

test('asks for a password only when the door needs one', () => {
  expect(check({ access: 'password', password: 'abc' })?.password).toBeDefined()
  expect(check({ access: 'password', password: 'abcd' })).toBeNull()
  expect(check({ access: 'lan' })).toBeNull()
})

test('leaves the password of a room alone when nothing is typed', () => {
  expect(check({ access: 'password' }, true)).toBeNull()
  expect(check({ access: 'password', password: 'abc' }, true)?.password).toBeDefined()
})
