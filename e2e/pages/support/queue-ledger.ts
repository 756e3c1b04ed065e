import { setTimeout as sleep } from 'node:timers/promises'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import type { SlowLine } from '../../support/slow-line.ts'
import type { Device } from './device.ts'
import type { MixedQueue } from './mixed-queue.ts'
import { listOf } from './room.ts'

/** What passed between a browser and the vault, and what both kept of it. */
export interface Ledger {
  readonly passedUp: number
  readonly passedDown: number
  /** Of uploads, by the vault. */
  readonly keptUp: number
  /** Of pins and downloads, by the device. */
  readonly keptDown: number
}

/** Counts at the end of each life; what was kept once stays counted when its marks go. */
export function createLedger(queue: MixedQueue, line: SlowLine) {
  const marked = new Map<string, number>()
  return {
    /** Of a browser that is no more. */
    async readVault(): Promise<Omit<Ledger, 'keptDown'>> {
      const keptUp = await keptByVault(queue)
      const { up, down } = line.passed()
      return { passedUp: up, passedDown: down, keptUp }
    },
    /** Before a page of the next one goes on. */
    readDevice({ markedBytes }: Device): number {
      for (const [content, bytes] of Object.entries(markedBytes))
        marked.set(content, Math.max(bytes, marked.get(content) ?? 0))
      return [...marked.values()].reduce((sum, bytes) => sum + bytes, 0)
    },
  }
}

/** Once it stands still: what was on its way when the browser ended is written down first. */
async function keptByVault(queue: MixedQueue): Promise<number> {
  for (let before = -1; ; ) {
    const [{ uploads }, entries] = await Promise.all([
      queue.api.call(ROUTES.uploads.list, {}),
      listOf(queue.api, 'main'),
    ])
    const sent = new Set(
      queue.files.filter(({ kind }) => kind === 'uploads' || kind === 'handles').map(({ name }) => name),
    )
    const listed = entries.filter(({ name }) => sent.has(name))
    const open = uploads.filter(({ filename }) => !listed.some(({ name }) => name === filename))
    const kept = [...listed.map(({ sizeBytes }) => sizeBytes), ...open.map(({ offsetBytes }) => offsetBytes)].reduce(
      (sum, bytes) => sum + bytes,
      0,
    )
    if (kept === before) return kept
    before = kept
    await sleep(150)
  }
}
