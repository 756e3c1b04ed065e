import { expect, it } from 'vitest'
import { mediaCommand } from '#components/player/media-keys.ts'
import { englishKeys } from '#components/strings/en-keys.ts'
import { KEY_AREAS, KEY_TABLE, keyName, keysIn } from './key-table.ts'

const PRESSED: Record<string, string> = {
  Space: ' ',
  '←': 'ArrowLeft',
  '→': 'ArrowRight',
  '↑': 'ArrowUp',
  '↓': 'ArrowDown',
}

it('lists every key in one area, with words of its own there', () => {
  const all = KEY_AREAS.flatMap(keysIn)
  expect(all).toEqual(Object.keys(KEY_TABLE))
  const words = englishKeys().rows
  for (const area of KEY_AREAS) expect(new Set(keysIn(area).map((id) => words[id])).size).toBe(keysIn(area).length)
})

it('lists for the player what the player understands', () => {
  const keys = keysIn('player').flatMap((id): readonly string[] => (id === 'doubleTap' ? [] : KEY_TABLE[id].keys))
  const pressed = keys.flatMap((key) => (key === '0-9' ? ['0', '5', '9'] : [PRESSED[key] ?? key]))
  for (const key of pressed) expect([key, mediaCommand(key)]).not.toEqual([key, null])
})

it.each([
  ['Ctrl K', '⌘ K'],
  ['Shift click', '⇧ click'],
  ['Del', '⌘ ⌫'],
  ['F2', 'F2'],
])('calls %s %s on an Apple keyboard', (key, name) => {
  expect(keyName(key, true)).toBe(name)
  expect(keyName(key, false)).toBe(key)
})
