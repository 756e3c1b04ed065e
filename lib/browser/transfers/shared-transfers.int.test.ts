import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TransferRecord } from '#lib/core/transfers/transfer-record.ts'
import { createMemoryStore } from '../db/memory-store.ts'
import type { SeekLeadership } from '../engine/leadership.ts'
import { createId, createIds } from './create-ids.ts'
import { SharedTransfers } from './shared-transfers.ts'
import { createSourceShelf } from './source-shelf.ts'
import { FakeVault } from './testing/fake-vault.ts'
import { createTestEngine, FAMILY } from './testing/open-engine.ts'

const MIB = 1024 * 1024

/** Tabs of one browser: a lock that is passed on, and a channel that carries files as they are. */
function openBrowser(vault: FakeVault) {
  // One store for all tabs, as IndexedDB is.
  const store = Object.assign(createMemoryStore(), { persistent: true, close() {} })
  const channels = new Set<{ onmessage: ((event: MessageEvent) => void) | null }>()
  const waiting: (() => void)[] = []
  let isHeld = false

  const seekLeadership: SeekLeadership = (onLead) => {
    const lead = () => {
      isHeld = true
      onLead()
    }
    if (isHeld) waiting.push(lead)
    else lead()
    return () => {
      isHeld = false
      waiting.shift()?.()
    }
  }
  function openChannel(): BroadcastChannel {
    const channel = {
      onmessage: null as ((event: MessageEvent) => void) | null,
      postMessage(data: unknown) {
        for (const other of channels) {
          if (other !== channel) queueMicrotask(() => other.onmessage?.(new MessageEvent('message', { data })))
        }
      },
      close: () => void channels.delete(channel),
    }
    channels.add(channel)
    // Only what SharedTransfers uses of it.
    return channel as unknown as BroadcastChannel
  }

  return {
    openTab() {
      const sources = createSourceShelf(store)
      const tab = new SharedTransfers({
        store,
        sources,
        channel: openChannel(),
        seekLeadership,
        createId,
        createEngine: (onChange) => createTestEngine({ url: vault.url, store, sources, onChange }),
      })
      const until = (expected: (transfers: readonly TransferRecord[]) => boolean) =>
        new Promise<void>((resolve) => {
          const check = () => expected(tab.getSnapshot().transfers) && resolve()
          tab.subscribe(check)
          check()
        })
      return {
        tab,
        until,
        add: (file: File) => {
          const ids = createIds(1, Date.now())
          tab.send({ kind: 'add', ids, files: [{ file, path: '', conflict: 'keep' }], placeId: FAMILY, batchId: null })
        },
        allDone: () => until((all) => all.length > 0 && all.every(({ state }) => state.kind === 'done')),
      }
    },
  }
}

const film = (sizeBytes: number) => new File([new Uint8Array(randomBytes(sizeBytes))], 'film.mp4', { lastModified: 1 })

describe('transfers shared by the tabs of a browser', () => {
  let vault = new FakeVault()
  beforeEach(async () => {
    vault = new FakeVault()
    await vault.listen()
  })
  afterEach(async () => {
    await vault.stop()
    expect(vault.violations).toEqual([])
  })

  it('shows in every tab what the leading one does, and sends what any of them adds', async () => {
    const browser = openBrowser(vault)
    const [first, second] = [browser.openTab(), browser.openTab()]
    second.add(film(2 * MIB))
    await Promise.all([first.allDone(), second.allDone()])
    const late = browser.openTab()
    await late.allDone()
    expect(vault.uploads.size).toBe(1)
    for (const { tab } of [first, second, late]) tab.close()
  })

  it('lets a person pause in a tab that does not send', async () => {
    const browser = openBrowser(vault)
    const [first, second] = [browser.openTab(), browser.openTab()]
    vault.faults.hold = new Promise(() => {})
    first.add(film(9 * MIB))
    await second.until((all) => all.some(({ state }) => state.kind === 'running'))
    second.tab.send({ kind: 'pause', ids: second.tab.getSnapshot().transfers.map(({ id }) => id) })
    await first.until((all) => all.every(({ state }) => state.kind === 'paused'))
    for (const { tab } of [second, first]) tab.close()
  })

  it('goes on in another tab when the sending one closes, although the file was chosen there', async () => {
    const browser = openBrowser(vault)
    const [first, second] = [browser.openTab(), browser.openTab()]
    let go = () => {}
    vault.faults.hold = new Promise((resolve) => {
      go = resolve
    })
    first.add(film(10 * MIB))
    await second.until((all) => all.some(({ state }) => state.kind === 'running'))
    void first.tab.close()
    vault.faults = {}
    go()
    await second.allDone()
    expect(vault.only().bytes.length).toBe(10 * MIB)
    await second.tab.close()
  })

  it('says again what no leader heard', async () => {
    const browser = openBrowser(vault)
    const [first, second] = [browser.openTab(), browser.openTab()]
    await first.tab.close()
    second.add(film(1 * MIB))
    await second.allDone()
    await second.tab.close()
  })
})
