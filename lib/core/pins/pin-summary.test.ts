import { describe, expect, it } from 'vitest'
import { isInside, workOfChanges } from './pin-folder.ts'
import { pinPercent, standingOf, sumPins } from './pin-summary.ts'
import { NEWER, playPin, running, verified } from './testing/play-pin.ts'

const updating = () =>
  playPin(
    verified(),
    { kind: 'entryChanged', entry: NEWER },
    { kind: 'started' },
    { kind: 'progress', storedBytes: 300 },
  ).pin

describe('what pins take', () => {
  it('counts whole copies, parts, and an old copy beside the new part', () => {
    expect(sumPins([verified(), running(), updating()])).toEqual({
      count: 3,
      verifiedCount: 1,
      deviceBytes: 1000 + 500 + 1300,
      remainingBytes: 500 + 1200,
    })
  })

  it('leaves downloads out: they lie elsewhere', () => {
    expect(sumPins([{ ...running(), kind: 'download' }]).count).toBe(0)
  })

  it('never says 100 % before every byte was compared', () => {
    expect(pinPercent(running())).toBe(50)
    expect(pinPercent(playPin(running(), { kind: 'stored' }).pin)).toBe(99)
    expect(pinPercent(verified())).toBe(100)
  })

  it.each([
    ['verified', [verified(), verified()]],
    ['running', [verified(), running()]],
    ['paused', [verified(), playPin(running(), { kind: 'pause' }).pin]],
    ['waiting', [playPin(running(), { kind: 'networkLost' }).pin, verified()]],
    ['failed', [verified(), playPin(running(), { kind: 'storageFull', missingBytes: 1 }).pin]],
  ])('says of a folder that it is %s', (phase, pins) => {
    expect(standingOf(pins).phase).toBe(phase)
  })
})

describe('what the change log means for pins', () => {
  const pinned = { entryIds: new Set(['a', 'b']), follows: true }
  it.each([
    [
      'a pinned file changed',
      [{ entryId: 'a', parentId: 'f', kind: 'changed' as const }],
      { look: ['a'], list: false },
    ],
    ['another file was hashed', [{ entryId: 'x', parentId: 'f', kind: 'changed' as const }], { look: [], list: true }],
    ['a file was added', [{ entryId: 'x', parentId: 'f', kind: 'added' as const }], { look: [], list: true }],
    [
      'something was deleted',
      [{ entryId: 'x', parentId: 'f', kind: 'removed' as const }],
      { look: ['a', 'b'], list: false },
    ],
    [
      'the place changed',
      [{ entryId: null, parentId: null, kind: 'place' as const }],
      { look: ['a', 'b'], list: false },
    ],
  ])('%s', (_, changes, work) => {
    expect(workOfChanges(changes, pinned)).toEqual(work)
  })

  it('reads nothing again for folders that stay as they were', () => {
    const added = [{ entryId: 'x', parentId: 'f', kind: 'added' as const }]
    expect(workOfChanges(added, { ...pinned, follows: false })).toEqual({ look: [], list: false })
  })

  it.each([
    ['', 'a/b.txt', true],
    ['a', 'a/b.txt', true],
    ['a', 'ab.txt', false],
    ['a/b', 'a/b', false],
  ])('knows what lies in a folder: %j, %j', (path, entry, inside) => {
    expect(isInside({ placeId: 'p', path }, { placeId: 'p', path: entry })).toBe(inside)
    expect(isInside({ placeId: 'q', path }, { placeId: 'p', path: entry })).toBe(false)
  })
})
