import { describe, expect, it } from 'vitest'
import { uuidV7 } from '../ids/ids.ts'
import { findArrivals, type ListedFile, newestContent, type Sent } from './find-arrivals.ts'
import type { TransferState } from './transfer-record.ts'

const idAt = (ms: number) => uuidV7(ms, new Uint8Array(10).fill(ms % 256))
const sent = (id: string, overrides: Partial<Sent> = {}): Sent => ({
  id,
  filename: 'film.mp4',
  sizeBytes: 7,
  uploadUrl: `/api/uploads/${idAt(100)}`,
  state: { kind: 'verifying' },
  ...overrides,
})
const listed = (id: string, mintedAtMs: number, overrides: Partial<ListedFile> = {}): ListedFile => ({
  id,
  name: 'film.mp4',
  sizeBytes: 7,
  contentId: idAt(mintedAtMs),
  ...overrides,
})
const find = (transfers: Sent[], entries: ListedFile[], newest: string | null = null) =>
  Object.fromEntries(findArrivals(transfers, entries, () => newest))

describe('the entry of a file that was sent', () => {
  const working: TransferState[] = [
    { kind: 'running' },
    { kind: 'verifying' },
    { kind: 'queued' },
    { kind: 'paused' },
    { kind: 'waiting', for: 'network' },
    { kind: 'waiting', for: 'retry', code: 'unavailable', retryAtMs: 5 },
  ]
  it.each(working)('is found while the transfer is $kind', (state) => {
    expect(find([sent('t', { state })], [listed('e', 200)])).toEqual({ t: 'e' })
  })

  it.each<[string, Partial<ListedFile>]>([
    ['is older than the upload', { contentId: idAt(50) }],
    ['has another size', { sizeBytes: 8 }],
    ['has another name', { name: 'another.mp4' }],
    ['has no bytes', { contentId: null }],
  ])('is not one that %s', (_, overrides) => {
    expect(find([sent('t')], [listed('e', 200, overrides)])).toEqual({})
  })

  it.each([
    ['film.mp4', 'film_v2.mp4'],
    ['film_v2.mp4', 'film_v3.mp4'],
    ['a:b.mp4', 'a_b.mp4'],
    ['Ma\u0308rz.mp4', 'M\u00e4rz_v2.mp4'],
  ])('may have the name that %s becomes: %s', (filename, name) => {
    expect(find([sent('t', { filename })], [listed('e', 200, { name })])).toEqual({ t: 'e' })
  })

  it('is the one that was replaced, by its new content', () => {
    expect(find([sent('t')], [listed('old', 50), listed('replaced', 200)])).toEqual({ t: 'replaced' })
  })

  it('belongs to one transfer only', () => {
    const twins = [sent('one'), sent('two')]
    expect(find(twins, [listed('e', 200)])).toEqual({ one: 'e' })
    expect(find(twins, [listed('e', 200), listed('f', 210, { name: 'film_v2.mp4' })])).toEqual({ one: 'e', two: 'f' })
  })

  it('is newer than all that was there, as long as the vault has not told the address', () => {
    const created = sent('t', { uploadUrl: null, state: { kind: 'running' } })
    const before = [listed('old', 50)]
    expect(find([created], before, newestContent(before))).toEqual({})
    expect(find([created], [...before, listed('e', 200)], newestContent(before))).toEqual({ t: 'e' })
    expect(find([created], [listed('e', 200)])).toEqual({})
  })

  it('is no business of what is over or needs somebody', () => {
    const over: TransferState[] = [
      { kind: 'failed', code: 'hash_mismatch', keptBytes: 0 },
      { kind: 'cancelled' },
      { kind: 'done', atMs: 1, result: { entryId: null, finalName: 'film.mp4', skipped: false, compared: true } },
    ]
    for (const state of over) expect(find([sent('t', { state })], [listed('e', 200)])).toEqual({})
  })
})

describe('the newest content of a folder', () => {
  it('is told by its id', () => {
    expect(newestContent([])).toBe('')
    expect(newestContent([listed('b', 9), listed('a', 20), listed('c', 3, { contentId: null })])).toBe(idAt(20))
  })
})
