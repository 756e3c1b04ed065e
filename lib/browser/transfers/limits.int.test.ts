import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMemoryStore } from '../db/memory-store.ts'
import type { TransferLimits } from '../engine/pace.ts'
import { FakeVault } from './testing/fake-vault.ts'
import { openEngine } from './testing/open-engine.ts'

const MIB = 1024 * 1024
const film = (sizeBytes: number) => new File([new Uint8Array(sizeBytes).fill(7)], `film ${sizeBytes}.mp4`)

describe('the limits of a person on the wire', () => {
  let vault: FakeVault
  const opened: { close(): Promise<void> }[] = []
  const open = async ({ limits }: { limits: TransferLimits }) => {
    const page = await openEngine({ url: vault.url, store: createMemoryStore(), limits })
    opened.push(page.engine)
    return page
  }

  beforeEach(async () => {
    vault = new FakeVault()
    await vault.listen()
  })

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((engine) => engine.close()))
    await vault.stop()
    expect(vault.violations).toEqual([])
  })

  it('waits for Wi-Fi where that is wanted, also with what was added meanwhile', async () => {
    const page = await open({ limits: { bytesPerSecond: null, isHeld: true } })
    page.add([film(2 * MIB)])
    await page.stateIs('waiting', 'network')
    page.do({ kind: 'network', online: true })
    page.add([film(20_000)])
    await page.stateIs('waiting', 'network')
    expect(vault.seen).toEqual([])
    expect(page.engine.snapshot().isHeld).toBe(true)
    page.do({ kind: 'limits', limits: { bytesPerSecond: null, isHeld: false } })
    await page.allDone()
    expect(vault.uploads.size).toBe(2)
  })

  it('sends in small requests under a limit', async () => {
    const page = await open({ limits: { bytesPerSecond: 8 * MIB, isHeld: false } })
    page.add([film(10 * MIB)])
    const began = performance.now()
    await page.allDone()
    expect(vault.only().bytes.length).toBe(10 * MIB)
    // 10 MiB at 8 MiB/s; the first of them go at once.
    expect(performance.now() - began).toBeGreaterThan(700)
    expect(vault.seen.filter((line) => line.startsWith('PATCH')).length).toBeGreaterThanOrEqual(3)
  })
})
