import { createHash, randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { storedBytes } from '#lib/core/pins/chunk-set.ts'
import type { PinEvent } from '#lib/core/pins/pin-events.ts'
import { fetchContent } from './fetch-content.ts'
import { RequestSlots } from './request-slots.ts'
import { ContentServer } from './testing/content-server.ts'
import { MemoryFile, memoryContents } from './testing/memory-content.ts'

const MIB = 1024 * 1024
const SIZE = 20 * MIB + 5
const bytes = randomBytes(SIZE)
let server: ContentServer
let origin: string

beforeEach(async () => {
  server = new ContentServer(bytes)
  origin = await server.listen()
})
afterEach(() => server.close())

/** What leave was asked for. */
const taken: number[] = []
beforeEach(() => {
  taken.length = 0
})

function device({ bytesPerSecond = null }: { bytesPerSecond?: number | null } = {}) {
  const file = new MemoryFile()
  const store = memoryContents()
  const sleeps: number[] = []
  let isPlaying = false
  const slots = new RequestSlots({
    most: 2,
    isPlaying: async () => isPlaying,
    sleep: async (ms) => void sleeps.push(ms),
  })
  return {
    file,
    store,
    sleeps,
    play: () => (isPlaying = true),
    /** @param onEvent may stop it */
    async fetch(onEvent: (event: PinEvent, stop: () => void) => void = () => {}) {
      const stop = new AbortController()
      const events: PinEvent[] = []
      file.isOpen = true
      await fetchContent({
        content: { contentId: 'c1', sizeBytes: SIZE },
        key: 'c1',
        contentUrl: `${origin}/content`,
        manifestUrl: `${origin}/manifest`,
        file,
        store,
        slots,
        pace: { bytesPerSecond, take: async (wanted) => void taken.push(wanted), giveBack: () => {} },
        subtle: crypto.subtle,
        fetch,
        isOnline: () => true,
        signal: stop.signal,
        tell: (event) => {
          events.push(event)
          onEvent(event, () => stop.abort())
        },
      })
      expect(file.isOpen).toBe(false)
      return events
    },
  }
}

const sha = (data: Uint8Array) => createHash('sha256').update(data).digest('hex')
const ends = (events: PinEvent[]) => events.filter(({ kind }) => kind !== 'progress')

describe('fetching a content', () => {
  it('asks for every byte once, two requests at a time, and reads all of it back', async () => {
    const { file, store, fetch: run } = device()
    expect(ends(await run())).toEqual([{ kind: 'stored' }, { kind: 'verified' }])
    expect(sha(file.bytes)).toBe(sha(bytes))
    expect(server.asked.reduce((sum, { start, end }) => sum + end - start + 1, 0)).toBe(SIZE)
    expect(server.mostAtOnce).toBeLessThanOrEqual(2)
    expect(store.contents.get('c1')?.headers).toMatchObject({ 'content-type': 'video/webm', etag: '"c1"' })
  })

  it('asks only for what is missing after it was stopped midway', async () => {
    const { file, store, fetch: run } = device()
    await run((event, stop) => event.kind === 'progress' && event.storedBytes > 6 * MIB && stop())
    const had = storedBytes(store.chunks.get('c1') ?? new Uint8Array(), { sizeBytes: SIZE, chunkSizeBytes: MIB })
    expect(had).toBeGreaterThan(5 * MIB)
    server.asked.length = 0
    expect(ends(await run()).at(-1)).toEqual({ kind: 'verified' })
    expect(sha(file.bytes)).toBe(sha(bytes))
    expect(server.asked.reduce((sum, { start, end }) => sum + end - start + 1, 0)).toBe(SIZE - had)
  })

  it('flushes several chunks together, and marks them only afterwards', async () => {
    const { file, store, fetch: run } = device()
    const flush = vi.spyOn(file, 'flush')
    const marked: number[] = []
    const write = vi.spyOn(file, 'write')
    const save = store.saveChunks
    store.saveChunks = async (key, set) => {
      await save(key, set)
      const stored = storedBytes(set, { sizeBytes: SIZE, chunkSizeBytes: MIB })
      // Nothing is marked that was not flushed, and little is written that is not marked.
      const written = write.mock.calls.reduce((sum, [, part]) => sum + part.byteLength, 0)
      expect(stored).toBeLessThanOrEqual(written)
      expect(written - (marked.at(-1) ?? 0)).toBeLessThanOrEqual(3 * MIB)
      expect(flush).toHaveBeenCalledTimes(marked.push(stored))
    }
    await run()
    expect(marked.at(-1)).toBe(SIZE)
    expect(marked.length).toBeLessThanOrEqual(11)
  })

  it('fetches again what the disk gives back wrong at once', async () => {
    const { file, store, fetch: run } = device()
    const flush = file.flush.bind(file)
    const write = vi.spyOn(file, 'write')
    let isSpoilt = false
    file.flush = async () => {
      await flush()
      // Two requests run side by side: the first chunk may not be among the first that come.
      if (isSpoilt || !write.mock.calls.some(([at]) => at === 0)) return
      isSpoilt = true
      file.bytes[3] = (file.bytes[3] ?? 0) ^ 1
    }
    expect(ends(await run())).toEqual([{ kind: 'stored' }, { kind: 'verified' }])
    expect(sha(file.bytes)).toBe(sha(bytes))
    expect(server.asked.reduce((sum, { start, end }) => sum + end - start + 1, 0)).toBe(SIZE + MIB)
    expect(storedBytes(store.chunks.get('c1') ?? new Uint8Array(), { sizeBytes: SIZE, chunkSizeBytes: MIB })).toBe(SIZE)
  })

  it('fetches again what arrives wrong, and gives up on what always does', async () => {
    let wrong = 1
    server.spoil = (start, part) => {
      if (start === 0 && wrong-- > 0) part[3 * MIB] = (part[3 * MIB] ?? 0) ^ 1
      return part
    }
    const { file, fetch: run } = device()
    expect(ends(await run()).at(-1)).toEqual({ kind: 'verified' })
    expect(sha(file.bytes)).toBe(sha(bytes))
    expect(server.asked).toContainEqual({ start: 3 * MIB, end: 4 * MIB - 1 })

    server.spoil = (_, part) => part.fill(0)
    expect(ends(await device().fetch())).toEqual([{ kind: 'serverError', code: 'hash_mismatch', retryable: false }])
  })

  it('finds what the disk gives back wrong, and then fetches that alone', async () => {
    const { file, store, fetch: run } = device()
    await run()
    file.bytes[7 * MIB + 9] = (file.bytes[7 * MIB + 9] ?? 0) ^ 1
    server.asked.length = 0
    expect(ends(await run())).toEqual([{ kind: 'stored' }, { kind: 'bytesBad', storedBytes: SIZE - MIB }])
    expect(ends(await run()).at(-1)).toEqual({ kind: 'verified' })
    expect(server.asked).toEqual([{ start: 7 * MIB, end: 8 * MIB - 1 }])
    expect([sha(file.bytes), store.chunks.size]).toEqual([sha(bytes), 1])
  })

  it('asks for leave before each request under a limit, and brings little by each', async () => {
    const { file, fetch: run } = device({ bytesPerSecond: 4 * MIB })
    expect(ends(await run()).at(-1)).toEqual({ kind: 'verified' })
    expect(sha(file.bytes)).toBe(sha(bytes))
    expect(server.asked.map(({ start, end }) => end - start + 1).sort()).toEqual([...taken].sort())
    expect(Math.max(...taken)).toBe(2 * MIB)
  })

  it('keeps what arrived when the connection breaks', async () => {
    const { fetch: run } = device()
    server.cutAfterBytes = 2 * MIB + 100
    const events = await run()
    expect(ends(events)).toEqual([{ kind: 'serverError', code: 'unavailable', retryable: true }])
    expect(events.filter(({ kind }) => kind === 'progress').length).toBeGreaterThan(1)
  })

  it('never mixes two contents', async () => {
    const { fetch: run } = device()
    await run((event, stop) => event.kind === 'progress' && event.storedBytes > 0 && stop())
    server.contentId = 'c2'
    expect(ends(await run())).toMatchObject([{ kind: 'serverError', code: 'precondition_failed' }])
  })

  it('says how much room is missing when the device is full', async () => {
    const { file, fetch: run } = device()
    file.roomBytes = 10 * MIB
    const [end] = ends(await run())
    expect(end).toMatchObject({ kind: 'storageFull' })
  })

  it('makes small requests and rests after each while something plays', async () => {
    const { sleeps, play, fetch: run } = device()
    play()
    expect(ends(await run()).at(-1)).toEqual({ kind: 'verified' })
    expect(Math.max(...server.asked.map(({ start, end }) => end - start + 1))).toBe(MIB)
    expect(sleeps.length).toBeGreaterThanOrEqual(server.asked.length)
  })
})
