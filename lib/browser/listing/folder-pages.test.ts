import { describe, expect, it } from 'vitest'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { type FolderPages, flattenPages, isBefore, isComplete, markStale, nextToRead, putPage } from './folder-pages.ts'

// Only the id matters to pages.
const entries = (...ids: string[]) => ids.map((id) => ({ id }) as EntryView)
const page = (cursor: string | null, ids: string[], nextCursor: string | null, stale = false) => ({
  cursor,
  entries: entries(...ids),
  nextCursor,
  stale,
})
const three: FolderPages = [page(null, ['a', 'b'], 'b'), page('b', ['c', 'd'], 'd'), page('d', ['e'], null)]
const ids = (pages: FolderPages) => flattenPages(pages, () => false).map((entry) => entry.id)

describe('the pages of a folder', () => {
  it('reads from the beginning as far as somebody looks', () => {
    expect(nextToRead([], 0, 10)).toEqual({ index: 0, cursor: null })
    expect(nextToRead(three.slice(0, 1), 0, 1)).toBeNull()
    expect(nextToRead(three.slice(0, 1), 0, 2)).toEqual({ index: 1, cursor: 'b' })
    expect(nextToRead(three, 0, 1_000_000)).toBeNull()
    expect(isComplete(three)).toBe(true)
  })

  it('knows whether what is looked at is still to come', () => {
    expect(isBefore(three.slice(0, 1), 1)).toBe(false)
    expect(isBefore(three.slice(0, 1), 2)).toBe(true)
    expect(isBefore(three, 1_000_000)).toBe(false)
    expect(isBefore([], 0)).toBe(true)
  })

  it('reads again only what is looked at, and always the first page', () => {
    const stale = markStale(three)
    expect(nextToRead(stale, 4, 4)).toEqual({ index: 0, cursor: null })
    const fresh = putPage(stale, 0, page(null, ['a', 'b'], 'b'))
    expect(nextToRead(fresh, 4, 4)).toEqual({ index: 2, cursor: 'd' })
    expect(nextToRead(fresh, 0, 1)).toBeNull()
  })

  it('lets the next page follow when entries came in before it', () => {
    const grown = putPage(markStale(three), 0, page(null, ['a', 'aa'], 'aa'))
    expect(grown[1]).toMatchObject({ cursor: 'aa', stale: true })
    const again = putPage(grown, 1, page('aa', ['b', 'c'], 'c'))
    expect(ids(again)).toEqual(['a', 'aa', 'b', 'c', 'e'])
    expect(nextToRead(again, 0, 4)).toEqual({ index: 2, cursor: 'c' })
  })

  it('shows an entry once while it stands in a fresh and in a stale page', () => {
    const moved = putPage(markStale(three), 0, page(null, ['a', 'd'], 'd'))
    expect(ids(moved)).toEqual(['a', 'd', 'c', 'e'])
  })

  it('forgets what follows when a page is the last one now', () => {
    const cut = putPage(three, 1, page('b', ['c'], null))
    expect(ids(cut)).toEqual(['a', 'b', 'c'])
    expect(isComplete(cut)).toBe(true)
  })

  it('leaves out what is hidden', () => {
    expect(flattenPages(three, (entry) => entry.id === 'b')).toHaveLength(4)
  })
})
