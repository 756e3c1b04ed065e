import { createHash, randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMemoryStore } from '../db/memory-store.ts'
import { FakeVault } from './testing/fake-vault.ts'
import { openEngine } from './testing/open-engine.ts'

const MIB = 1024 * 1024
const KEPT_AT = 1_700_000_000_000

function file(name: string, sizeBytes: number): File & { sha256: string } {
  const bytes = randomBytes(sizeBytes)
  const made = new File([new Uint8Array(bytes)], name, { type: 'video/mp4', lastModified: KEPT_AT })
  return Object.assign(made, { sha256: createHash('sha256').update(bytes).digest('hex') })
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

describe('the transfer engine on the wire', () => {
  let vault: FakeVault
  let store = createMemoryStore()
  const opened: { close(): Promise<void> }[] = []
  const open = async (options: Pick<Parameters<typeof openEngine>[0], 'isOnline' | 'kept'> = {}) => {
    const page = await openEngine({ url: vault.url, store, ...options })
    opened.push(page.engine)
    return page
  }

  beforeEach(async () => {
    store = createMemoryStore()
    vault = new FakeVault()
    await vault.listen()
  })

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((engine) => engine.close()))
    await vault.stop()
    expect(vault.violations).toEqual([])
  })

  it('sends small files with their creation, three at a time, and compares every byte', async () => {
    const page = await open()
    const files = Array.from({ length: 9 }, (_, index) => file(`IMG_${index}.jpg`, 20_000 + index))
    page.add(files, 'Brittany/Day 1')
    const transfers = await page.allDone()
    expect(vault.seen.filter((line) => line.startsWith('PATCH'))).toEqual([])
    expect(vault.mostAtOnce).toBeLessThanOrEqual(3)
    expect([...vault.uploads.values()].map(({ bytes }) => sha256(bytes)).sort()).toEqual(
      files.map((sent) => sent.sha256).sort(),
    )
    expect(vault.uploads.values().next().value?.metadata).toMatchObject({
      place: 'place-family',
      path: 'Brittany/Day 1',
      filetype: 'video/mp4',
      lastModified: String(KEPT_AT),
      conflict: 'keep',
    })
    expect(transfers.every(({ state }) => state.kind === 'done' && state.result.compared)).toBe(true)
  })

  it('sends an empty file', async () => {
    const page = await open()
    page.add([file('empty.txt', 0)])
    await page.allDone()
    expect(vault.only().state).toBe('done')
  })

  it('goes on after a cut where the server stands', async () => {
    const page = await open()
    const film = file('film.mp4', 24 * MIB)
    vault.faults.cutAfterBytes = 10 * MIB
    page.add([film])
    await page.allDone()
    expect(sha256(vault.only().bytes)).toBe(film.sha256)
    // Nothing that arrived was sent again.
    expect(vault.receivedBytes).toBe(film.size)
  })

  it('asks first what is there when the request that created it was cut', async () => {
    const page = await open()
    const photo = file('photo.jpg', 6 * MIB)
    vault.faults.cutAfterBytes = 2 * MIB
    page.add([photo])
    await page.allDone()
    expect(sha256(vault.only().bytes)).toBe(photo.sha256)
    expect(vault.receivedBytes).toBe(photo.size)
  })

  it('waits while the vault is down and finishes when it is back', async () => {
    const page = await open()
    const film = file('film.mp4', 16 * MIB)
    vault.faults.cutAfterBytes = 5 * MIB
    page.add([film])
    await page.until(() => vault.receivedBytes >= 5 * MIB)
    await vault.stop()
    const [waiting] = await page.stateIs('waiting', 'retry')
    expect(waiting?.state).toMatchObject({ code: 'unavailable' })
    await vault.listen()
    await page.allDone()
    expect(sha256(vault.only().bytes)).toBe(film.sha256)
    expect(vault.receivedBytes).toBe(film.size)
  })

  it('knows a network that is away, and goes on the moment it is back', async () => {
    let online = true
    const page = await open({ isOnline: () => online })
    vault.faults.hold = new Promise(() => {})
    page.add([file('film.mp4', 16 * MIB)])
    await page.until(() => vault.seen.some((line) => line.startsWith('PATCH')))
    online = false
    page.do({ kind: 'network', online })
    await page.stateIs('waiting', 'network')
    vault.faults = {}
    vault.only().isBusy = false
    online = true
    page.do({ kind: 'network', online })
    await page.allDone()
  })

  it('makes one upload although the answer to the creation was lost', async () => {
    const page = await open()
    vault.faults.loseCreationAnswer = true
    page.add([file('film.mp4', 9 * MIB)])
    await page.allDone()
    expect(vault.seen.filter((line) => line.startsWith('POST'))).toHaveLength(2)
    expect(vault.only().state).toBe('done')
  })

  it.each([
    ['session_ended', 401, 'signIn'],
    ['room_locked', 403, 'password'],
  ])('waits for a person after %s and goes on after it, no byte lost', async (code, status, waitsFor) => {
    const page = await open()
    const film = file('film.mp4', 12 * MIB)
    vault.faults.cutAfterBytes = 4 * MIB
    vault.faults.refuse = {
      status,
      code,
      always: true,
      when: (request) => request.method !== 'POST' && vault.receivedBytes > 0,
    }
    page.add([film])
    await page.stateIs('waiting', waitsFor)
    vault.faults = {}
    page.do({ kind: 'unlocked' })
    await page.allDone()
    expect(sha256(vault.only().bytes)).toBe(film.sha256)
    expect(vault.receivedBytes).toBe(film.size)
  })

  it('keeps what was sent over a pause', async () => {
    const page = await open()
    const film = file('film.mp4', 12 * MIB)
    let go = () => {}
    vault.faults.hold = new Promise((resolve) => {
      go = resolve
    })
    const ids = page.add([film])
    await page.until(() => vault.seen.some((line) => line.startsWith('PATCH')))
    page.do({ kind: 'pause', ids })
    go()
    await page.stateIs('paused')
    vault.faults = {}
    page.do({ kind: 'resume', ids })
    await page.allDone()
    expect(sha256(vault.only().bytes)).toBe(film.sha256)
  })

  it('deletes on the server what was cancelled', async () => {
    const page = await open()
    vault.faults.hold = new Promise(() => {})
    const ids = page.add([file('film.mp4', 12 * MIB)])
    await page.until(() => vault.seen.some((line) => line.startsWith('PATCH')))
    page.do({ kind: 'cancel', ids })
    await page.until((transfers) => transfers.length === 0)
    expect(vault.uploads.size).toBe(0)
    expect(await store.listTransfers()).toEqual([])
  })

  it('deletes it although the creation was cut off and nobody heard its address', async () => {
    const page = await open()
    vault.faults.hold = new Promise(() => {})
    const ids = page.add([file('photo.jpg', 1 * MIB)])
    await page.until(() => vault.seen.length > 0)
    page.do({ kind: 'cancel', ids })
    while (vault.uploads.size > 0) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(vault.seen).toContain('DELETE /api/uploads/:id')
  })

  it('continues after a reload when the same file is added again', async () => {
    const film = file('film.mp4', 12 * MIB)
    const first = await open()
    vault.faults.cutAfterBytes = 6 * MIB
    vault.faults.refuse = { status: 503, code: 'unavailable', always: true, when: () => vault.receivedBytes > 0 }
    first.add([film], 'Films')
    await first.stateIs('waiting', 'retry')
    await first.engine.close()
    vault.faults = {}

    const second = await open()
    const [record] = await second.stateIs('waiting', 'source')
    expect(record?.uploadUrl).not.toBeNull()
    second.add([file('other.mp4', 1000)], 'Films')
    await second.until((transfers) => transfers.some(({ state }) => state.kind === 'done'))
    second.add([film], 'Films')
    await second.allDone()
    expect(vault.uploads.size).toBe(2)
    expect(vault.receivedBytes).toBe(film.size + 1000)
  })

  it('asks only for the result when all was sent before the reload', async () => {
    const first = await open()
    vault.faults.refuse = {
      status: 503,
      code: 'unavailable',
      always: true,
      when: ({ url }) => url?.endsWith('result') ?? false,
    }
    first.add([file('film.mp4', 9 * MIB)])
    await first.stateIs('waiting', 'retry')
    await first.engine.close()
    vault.faults = {}
    vault.seen.length = 0
    const second = await open()
    const [done] = await second.allDone()
    expect(vault.seen).toEqual(['GET /api/uploads/:id/result'])
    // The file was not at hand, so nothing is claimed about it.
    expect(done?.state).toMatchObject({ result: { compared: false } })
  })

  it('says that the disk is full, lets the rest go on, and tries again when asked', async () => {
    const page = await open()
    vault.faults.refuse = { status: 507, code: 'disk_full' }
    page.add([file('film.mp4', 9 * MIB), file('photo.jpg', 1000)])
    const transfers = await page.until((all) => all.every(({ state }) => ['done', 'failed'].includes(state.kind)))
    expect(transfers.map(({ state }) => state.kind).sort()).toEqual(['done', 'failed'])
    const failed = transfers.find(({ state }) => state.kind === 'failed')
    expect(failed?.state).toMatchObject({ code: 'disk_full' })
    page.do({ kind: 'retry', ids: [failed?.id ?? ''] })
    await page.allDone()
  })

  it('sends a file anew when the vault does not know its upload any more', async () => {
    const page = await open()
    const film = file('film.mp4', 12 * MIB)
    vault.faults.cutAfterBytes = 6 * MIB
    const ids = page.add([film])
    await page.until(() => vault.receivedBytes >= 6 * MIB)
    page.do({ kind: 'pause', ids })
    vault.uploads.clear()
    page.do({ kind: 'resume', ids })
    await page.allDone()
    expect(sha256(vault.only().bytes)).toBe(film.sha256)
  })

  it('goes on from the copy when the chosen file cannot be read any more, and then lets the copy go', async () => {
    const film = file('film.mp4', 12 * MIB)
    const copies = new Map<string, File>()
    const page = await open({
      kept: {
        folder: {
          find: async ({ id }) => copies.get(id) ?? null,
          adopt: async () => {},
          remove: async (id) => void copies.delete(id),
          sweep: async () => {},
        },
        listClaimed: async () => [],
      },
    })
    vault.faults.cutAfterBytes = 6 * MIB
    const ids = page.add([film])
    copies.set(ids[0] ?? '', new File([film], film.name, { lastModified: film.lastModified }))
    await page.until(() => vault.receivedBytes >= 4 * MIB)
    // As a browser does once the file was saved anew by another program.
    film.slice = () => {
      throw new DOMException('changed', 'NotReadableError')
    }
    const [done] = await page.allDone()
    expect(sha256(vault.only().bytes)).toBe(film.sha256)
    expect(done?.state).toMatchObject({ kind: 'done', result: { compared: true } })
    expect([...copies.keys()]).toEqual([])
  })

  it('does not call a file safe whose bytes differ', async () => {
    const page = await open()
    let spoiled = false
    vault.faults.refuse = {
      status: 503,
      code: 'unavailable',
      always: true,
      when: ({ url }) => {
        if (url?.endsWith('result') && !spoiled) {
          spoiled = true
          vault.only().bytes[5] = (vault.only().bytes[5] ?? 0) ^ 1
        }
        return false
      },
    }
    page.add([file('film.mp4', 9 * MIB)])
    const [failed] = await page.stateIs('failed')
    expect(failed?.state).toMatchObject({ code: 'hash_mismatch' })
  })

  it('tells how fast it goes, and nothing when nothing runs', async () => {
    const page = await open()
    page.add([file('film.mp4', 9 * MIB)])
    await page.until((_, all) => all.motions.size === 1)
    await page.allDone()
    await page.until((_, all) => all.motions.size === 0 && all.bytesPerSecond === null)
  })
})
