import { describe, expect, it } from 'vitest'
import { LoadingCache } from './loading-cache.ts'

function setUp(maxEntries = 10) {
  let nowMs = 0
  const cache = new LoadingCache<string>({ maxEntries, monotonic: () => nowMs })
  return { cache, pass: (ms: number) => (nowMs += ms) }
}

const loaded = (value: string, ttlMs = 1000) => ({ value, ttlMs })

describe('LoadingCache', () => {
  it('loads once and then remembers, until the time is over', async () => {
    const { cache, pass } = setUp()
    let loads = 0
    const load = async () => loaded(`v${++loads}`)
    expect(await cache.get('a', load)).toBe('v1')
    pass(999)
    expect(await cache.get('a', load)).toBe('v1')
    pass(1)
    expect(cache.peek('a')).toBeUndefined()
    expect(await cache.get('a', load)).toBe('v2')
  })

  it('shares one load between callers that come together', async () => {
    const { cache } = setUp()
    let loads = 0
    const load = async () => loaded(`v${++loads}`)
    expect(await Promise.all([cache.get('a', load), cache.get('a', load)])).toEqual(['v1', 'v1'])
  })

  it('keeps nothing of a load that began before an invalidation', async () => {
    const { cache } = setUp()
    let answer = (_value: string) => {}
    const before = cache.get('a', () => new Promise((resolve) => (answer = (value) => resolve(loaded(value)))))
    cache.forget(() => false)
    const after = cache.get('a', async () => loaded('new'))
    answer('old')
    expect(await before).toBe('old')
    expect(await after).toBe('new')
    expect(cache.peek('a')).toBe('new')
  })

  it('never remembers absence, nor what is over already', async () => {
    const { cache } = setUp()
    expect(await cache.get('a', async () => null)).toBeNull()
    expect(await cache.get('a', async () => loaded('b', 0))).toBe('b')
    expect(cache.peek('a')).toBeUndefined()
  })

  it('tries again after a failed load', async () => {
    const { cache } = setUp()
    await expect(cache.get('a', async () => Promise.reject(new Error('locked')))).rejects.toThrow('locked')
    expect(await cache.get('a', async () => loaded('fine'))).toBe('fine')
  })

  it('forgets what is chosen and keeps the rest', async () => {
    const { cache } = setUp()
    cache.set('a', loaded('one'))
    cache.set('b', loaded('two'))
    cache.forget((value) => value === 'one')
    expect([cache.peek('a'), cache.peek('b')]).toEqual([undefined, 'two'])
  })

  it('drops what was not asked for the longest', () => {
    const { cache } = setUp(2)
    cache.set('a', loaded('one'))
    cache.set('b', loaded('two'))
    cache.peek('a')
    cache.set('c', loaded('three'))
    expect([cache.peek('a'), cache.peek('b'), cache.peek('c')]).toEqual(['one', undefined, 'three'])
  })

  it('stays bounded', () => {
    const { cache } = setUp(3)
    for (let i = 0; i < 10; i++) cache.set(`k${i}`, loaded('x'))
    expect([cache.peek('k6'), cache.peek('k7'), cache.peek('k9')]).toEqual([undefined, 'x', 'x'])
  })
})
