import { expect, test } from 'vitest'
import { planLines, type Spoken } from './plan-lines.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
let seq = 0
const by = (name: string, at: number, more: Partial<Spoken> = {}): Spoken => ({
  ...{ id: `${++seq}`, seq, kind: 'text', at },
  author: { kind: 'account', id: name, name, self: name === 'me' },
  ...more,
})
const dayOf = (at: number) => String(Math.floor(at / DAY))
const draw = (messages: Spoken[], readSeq: number | null = null) =>
  planLines(messages, { dayOf, readSeq }).map((line) => {
    if (line.kind === 'said') return `${line.isFirst ? '[' : ' '}${line.message.author.id}${line.isLast ? ']' : ''}`
    if (line.kind === 'joined') return `joined ${line.messages.map(({ author }) => author.id).join('+')}`
    return line.kind === 'told' ? line.message.kind : line.kind
  })

test('what one person says within minutes stands together', () => {
  expect(draw([by('a', 0), by('a', MINUTE), by('b', MINUTE), by('a', 2 * MINUTE), by('a', 9 * MINUTE)])).toEqual([
    ...['day', '[a', ' a]', '[b]', '[a]', '[a]'],
  ])
})

test('a new day begins a new group', () => {
  expect(draw([by('a', DAY - 1), by('a', DAY + 1)])).toEqual(['day', '[a]', 'day', '[a]'])
})

test('a guest under another name is another group', () => {
  const guest = (name: string) => by('g', 0, { author: { kind: 'guest', id: 'g', name, self: false } })
  expect(draw([guest('Rose'), guest('Ruth')])).toEqual(['day', '[g]', '[g]'])
})

test('people who come one after the other are one line, and nobody stands in it twice', () => {
  const came = (name: string) => by(name, 0, { kind: 'joined' })
  expect(draw([came('a'), came('b'), came('a'), by('a', 0), came('c')])).toEqual([
    'day',
    'joined b+a',
    '[a]',
    'joined c',
  ])
})

test('what others said since is marked once, and breaks a group', () => {
  const messages = [by('a', 0), by('a', 1), by('me', 2), by('a', 3)]
  expect(draw(messages, messages[0]?.seq ?? 0)).toEqual(['day', '[a]', 'new', '[a]', '[me]', '[a]'])
  expect(draw(messages, messages[3]?.seq ?? 0)).not.toContain('new')
  const own = [by('a', 0), by('me', 1), by('a', 2, { kind: 'uploaded' })]
  expect(draw(own, own[0]?.seq ?? 0)).toEqual(['day', '[a]', '[me]', 'uploaded'])
})
