import { expect, it } from 'vitest'
import { doubleTapCommand } from './tap-command.ts'

it.each([
  ['left', 0.1, 0.2, 200, -10],
  ['right', 0.9, 0.7, 200, 10],
  ['the middle', 0.5, 0.5, 100, null],
  ['two sides', 0.1, 0.9, 100, null],
  ['left, but slowly', 0.1, 0.1, 400, null],
] as const)('two taps on %s', (_where, first, second, apartMs, seconds) => {
  const command = doubleTapCommand({ at: first, timeMs: 1000 }, { at: second, timeMs: 1000 + apartMs })
  expect(command).toEqual(seconds === null ? null : { kind: 'seek_by', seconds })
})

it('does nothing for a first tap', () => {
  expect(doubleTapCommand(null, { at: 0.1, timeMs: 1 })).toBeNull()
})
