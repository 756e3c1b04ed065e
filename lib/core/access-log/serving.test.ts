import { expect, it, test } from 'vitest'
import type { Kind } from '../kinds/kind.ts'
import {
  beginViewing,
  goesOn,
  IDLE_MS,
  isWhole,
  type ServingKind,
  servingKind,
  withBytes,
  withoutRequest,
  withRequest,
} from './serving.ts'

const PLAIN = { download: false, namesContent: false, byProgram: false }

test.each<[string, Partial<typeof PLAIN>, Kind, ServingKind]>([
  ['a photo on the stage', {}, 'photo', 'view'],
  ['a text that is read', {}, 'text', 'view'],
  ['a film in the player', {}, 'film', 'stream'],
  ['a sound in the player', {}, 'sound', 'stream'],
  ['a film that is saved', { download: true }, 'film', 'download'],
  ['a photo that is saved', { download: true }, 'photo', 'download'],
  ['a film that is kept offline', { namesContent: true }, 'film', 'download'],
  ['a program with a token', { byProgram: true }, 'photo', 'download'],
])('%s', (_, facts, type, kind) => {
  expect(servingKind({ ...PLAIN, ...facts, type })).toBe(kind)
})

const send = (viewing: ReturnType<typeof beginViewing>, from: number, length: number, now: number) =>
  withoutRequest(withBytes(withRequest(viewing, now), from, length, now), now)

it('takes all ranges of one sitting as one viewing, and counts what left twice', () => {
  let film = send(beginViewing('stream', 1_000, 0), 0, 100, 0)
  film = send(film, 500, 100, IDLE_MS)
  film = send(film, 50, 100, 2 * IDLE_MS)
  expect(film).toMatchObject({
    spans: [
      [0, 150],
      [500, 600],
    ],
    bytes: 300,
    running: 0,
  })
  expect(goesOn(film, 3 * IDLE_MS)).toBe(true)
  expect(goesOn(film, 3 * IDLE_MS + 1)).toBe(false)
})

it('lasts as long as an answer is on its way, however slow', () => {
  const film = withRequest(beginViewing('stream', 1_000, 0), 0)
  expect(goesOn(film, 100 * IDLE_MS)).toBe(true)
  expect(goesOn(withoutRequest(film, 100 * IDLE_MS), 101 * IDLE_MS)).toBe(true)
})

it('takes a download that breaks off and goes on as one, and the next whole one as another', () => {
  let saved = send(beginViewing('download', 1_000, 0), 0, 600, 0)
  expect(isWhole(saved)).toBe(false)
  expect(goesOn(saved, 1)).toBe(true)
  saved = send(saved, 590, 410, 1)
  expect(isWhole(saved)).toBe(true)
  expect(goesOn(saved, 2)).toBe(false)
  const seen = send(beginViewing('view', 1_000, 0), 0, 1_000, 0)
  expect(goesOn(seen, 2), 'a picture looked at again was opened once').toBe(true)
})
