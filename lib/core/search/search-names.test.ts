import { describe, expect, it } from 'vitest'
import { parseQuery } from './score-name.ts'
import { searchNames } from './search-names.ts'
import { householdNames } from './testing/household-names.ts'
import { memoryNames } from './testing/memory-names.ts'
import { MISTYPED } from './testing/mistyped.ts'

const names = householdNames()
const index = memoryNames(names)
const find = (typed: string, source = index, most = 50) =>
  searchNames(parseQuery(typed), source, most).map(({ candidate }) => candidate.name)
const findIn = (held: readonly string[], typed: string) => find(typed, memoryNames(held))

describe('searchNames', () => {
  it('finds at least 95 % of 200 mistyped names among the first five', () => {
    expect(new Set(MISTYPED.map(([typed]) => typed)).size).toBe(200)
    expect(MISTYPED.filter(([, meant]) => !names.includes(meant))).toEqual([])
    const missed = MISTYPED.filter(([typed, meant]) => !find(typed).slice(0, 5).includes(meant))
    expect(missed.length, JSON.stringify(missed)).toBeLessThanOrEqual(10)
  })

  it('puts what is called so before what begins so, and that before what was nearly typed', () => {
    const held = ['Sandbox.txt', 'The sand.jpg', 'Sand.jpg', 'Send.jpg', 'Sand castle.jpg']
    expect(findIn(held, 'sand')).toEqual(['Sand.jpg', 'Sand castle.jpg', 'The sand.jpg', 'Sandbox.txt', 'Send.jpg'])
  })

  it('looks for what was nearly typed only when little is called so', () => {
    const held = [...Array.from({ length: 12 }, (_, at) => `harbour ${at}.jpg`), 'arbour.jpg']
    expect(findIn(held, 'harbour')).toHaveLength(12)
    expect(findIn(held, 'arbour')).toContain('arbour.jpg')
    expect(findIn(held, 'arbour').length).toBeGreaterThan(1)
  })

  it('takes new before old where nothing else tells them apart', () => {
    expect(findIn(['a lamp.jpg', 'b lamp.jpg', 'c lamp.jpg'], 'lamp')).toEqual([
      'c lamp.jpg',
      'b lamp.jpg',
      'a lamp.jpg',
    ])
  })

  it('misses one word rather than everything', () => {
    expect(findIn(['Low tide at Dinard.jpg', 'Letter.pdf'], 'low tide xylophone')).toEqual(['Low tide at Dinard.jpg'])
    expect(findIn(['Low tide at Dinard.jpg'], 'xylophone')).toEqual([])
  })

  it('finds names that are written without spaces, and signs alone', () => {
    expect(findIn(['東京タワー.jpg', '京都.jpg'], '東京')).toEqual(['東京タワー.jpg'])
    expect(findIn(['🎂 at noon.jpg'], '🎂')).toEqual(['🎂 at noon.jpg'])
    expect(findIn(['Straße.txt'], 'strasse')).toEqual(['Straße.txt'])
    expect(findIn(['a.txt'], '_%"*')).toEqual([])
  })

  it('ends early when it takes too long', () => {
    const asked: string[] = []
    const containing = (word: string) => {
      asked.push(word)
      return []
    }
    expect(find('spidre man', { ...index, containing, isLate: () => true })).toEqual([])
    expect(asked).toEqual([])
  })
})
