import { describe, expect, it } from 'vitest'
import {
  countSelected,
  isSelected,
  NOTHING,
  selectAll,
  selectOnly,
  selectRange,
  toggle,
  toSelectors,
  withoutGone,
} from './selection.ts'

const order = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }))
const list = { path: 'Holidays', type: null, q: '' }

describe('a selection', () => {
  it('is nothing at first', () => {
    expect(countSelected(NOTHING, 5)).toBe(0)
    expect(toSelectors(NOTHING, list)).toEqual([])
  })

  it('adds and takes away single entries', () => {
    const two = toggle(toggle(NOTHING, 'a'), 'c')
    expect([...two.ids]).toEqual(['a', 'c'])
    expect([...toggle(two, 'a').ids]).toEqual(['c'])
  })

  it('selects a range from where it began, in both directions', () => {
    const down = selectRange(selectOnly('b'), 'd', order)
    expect([...down.ids]).toEqual(['b', 'c', 'd'])
    expect([...selectRange(down, 'a', order).ids]).toEqual(['a', 'b'])
  })

  it('selects one entry when the beginning of a range is unknown', () => {
    expect([...selectRange(NOTHING, 'd', order).ids]).toEqual(['d'])
  })

  it('names everything without knowing it, and remembers what was left out', () => {
    const allButTwo = toggle(toggle(selectAll(), 'b'), 'd')
    expect(countSelected(allButTwo, 100_000)).toBe(99_998)
    expect(isSelected(allButTwo, 'a')).toBe(true)
    expect(isSelected(allButTwo, 'b')).toBe(false)
    expect(toSelectors(allButTwo, { ...list, type: 'film', q: 'ada' })).toEqual([
      { kind: 'folder', path: 'Holidays', type: 'film', q: 'ada', except: ['b', 'd'] },
    ])
  })

  it('names a very long range in parts that the vault takes', () => {
    const long = Array.from({ length: 25_000 }, (_, i) => ({ id: `e${i}` }))
    const selectors = toSelectors(selectRange(selectOnly('e0'), 'e24999', long), list)
    expect(selectors.map((selector) => selector.kind === 'ids' && selector.ids.length)).toEqual([10_000, 10_000, 5_000])
  })

  it('forgets entries that are gone', () => {
    const two = toggle(selectOnly('a'), 'b')
    expect([...withoutGone(two, new Set(['b', 'c'])).ids]).toEqual(['b'])
    expect(withoutGone(two, new Set(['a', 'b']))).toBe(two)
  })
})
