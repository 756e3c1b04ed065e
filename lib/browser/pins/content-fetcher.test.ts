import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PinEvent } from '#lib/core/pins/pin-events.ts'
import { createWorkerFetcher } from './content-fetcher.ts'
import type { FetchJob, FromPinWorker, ToPinWorker } from './pin-worker-messages.ts'

/** A worker as the page sees it: what it was told, and a mouth. */
class FakeWorker {
  static opened: FakeWorker[] = []
  readonly told: ToPinWorker[] = []
  onmessage: ((event: { data: FromPinWorker }) => void) | null = null
  onerror: (() => void) | null = null
  isOver = false

  constructor() {
    FakeWorker.opened.push(this)
  }
  postMessage(message: ToPinWorker) {
    this.told.push(message)
  }
  terminate() {
    this.isOver = true
  }
  say(data: FromPinWorker) {
    this.onmessage?.({ data })
  }
}

const job = (id: string): FetchJob => ({
  job: id,
  storeName: 's',
  content: { contentId: 'c', sizeBytes: 9 },
  key: 'c',
  contentUrl: '/c',
  manifestUrl: '/m',
  target: null,
})
const settle = () => new Promise((resolve) => setTimeout(resolve))

describe('fetching by a worker', () => {
  beforeEach(() => {
    FakeWorker.opened = []
    vi.stubGlobal('Worker', FakeWorker)
  })
  afterEach(() => vi.unstubAllGlobals())

  function open(wait: Promise<void> = Promise.resolve()) {
    const taken: number[] = []
    const fetcher = createWorkerFetcher('/pin-worker.js', {
      take: async (bytes) => {
        taken.push(bytes)
        await wait
      },
      giveBack: (bytes) => void taken.push(-bytes),
    })
    const stop = new AbortController()
    const events: PinEvent[] = []
    let isEnded = false
    const start = () => {
      void fetcher
        .fetch(job('1'), (event) => events.push(event), stop.signal)
        .then(() => {
          isEnded = true
        })
      const [worker] = FakeWorker.opened
      if (!worker) throw new Error('no worker was opened')
      return worker
    }
    return { fetcher, taken, stop, events, start, ended: () => isEnded }
  }

  it('opens one worker when it is needed, tells it the limit first, and passes on what it says', async () => {
    const { fetcher, events, start, ended } = open()
    fetcher.limit(250_000)
    expect(FakeWorker.opened).toEqual([])
    const worker = start()
    expect(worker.told).toEqual([
      { kind: 'limit', bytesPerSecond: 250_000 },
      { kind: 'fetch', ...job('1') },
    ])
    worker.say({ kind: 'event', job: '1', event: { kind: 'stored' } })
    worker.say({ kind: 'event', job: 'another', event: { kind: 'verified' } })
    expect(events).toEqual([{ kind: 'stored' }])
    worker.say({ kind: 'ended', job: '1' })
    await settle()
    expect(ended()).toBe(true)
  })

  it('answers each request in its turn, and tells a new limit at once', async () => {
    let release = () => {}
    const { fetcher, taken, start } = open(
      new Promise((resolve) => {
        release = resolve
      }),
    )
    const worker = start()
    worker.told.length = 0
    worker.say({ kind: 'ask', ask: 7, bytes: 1_000 })
    await settle()
    expect([taken, worker.told]).toEqual([[1_000], []])
    release()
    await settle()
    expect(worker.told).toEqual([{ kind: 'go', ask: 7 }])
    fetcher.limit(null)
    expect(worker.told.at(-1)).toEqual({ kind: 'limit', bytesPerSecond: null })
  })

  it('tells nothing more after a stop, which the worker hears of', async () => {
    const { stop, events, start } = open()
    const worker = start()
    stop.abort()
    worker.say({ kind: 'event', job: '1', event: { kind: 'stored' } })
    expect(worker.told.at(-1)).toEqual({ kind: 'stop', job: '1' })
    expect(events).toEqual([])
  })

  it('says that it did not work when its code could not be loaded, and opens another worker next time', async () => {
    const { events, start, ended } = open()
    start().onerror?.()
    await settle()
    expect(events).toEqual([{ kind: 'serverError', code: 'unavailable', retryable: true }])
    expect([ended(), FakeWorker.opened[0]?.isOver]).toEqual([true, true])
    start()
    expect(FakeWorker.opened).toHaveLength(2)
  })
})
