import { setTimeout as sleep } from 'node:timers/promises'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import type { SlowLine } from '../../support/slow-line.ts'
import type { Device } from './device.ts'
import type { MixedQueue, QueuedFile, QueueKind } from './mixed-queue.ts'
import { listOf } from './room.ts'

/** What passed on the line for the files of a queue so far, and what came to stay. */
export interface Ledger {
  /** Of uploads: bytes that the vault received beyond those that it kept. */
  readonly vainUp: number
  /** Of pins and downloads through the room of the browser: bytes that came beyond those that the device marked. */
  readonly vainDown: number
  /** The same of files that were chosen to save to: the browser puts their bytes in place when they are whole (149). */
  readonly vainSaves: number
  readonly leftUp: number
  readonly leftDown: number
}

const UP: readonly QueueKind[] = ['uploads', 'handles']
/** So often the vault says the same before it is believed: what was on its way is written down first. */
const STILL = 5
const PAUSE_MS = 200
const PATIENCE_MS = 60_000

/** Counts each file by itself, between the lives of a browser; what was kept once stays counted when its marks go. */
export function createLedger(queue: MixedQueue, line: SlowLine) {
  const kept = new Map(queue.files.map(({ name }) => [name, 0]))
  const entryIds = new Map<string, string>()
  const keptOf = ({ name }: QueuedFile) => kept.get(name) ?? 0
  let passed = line.counts()

  /** Of a browser that is no more: the worker of the next one goes on as soon as it is there. */
  async function readVault(): Promise<void> {
    if (entryIds.size === 0) await readEntryIds()
    passed = line.counts()
    const deadline = Date.now() + PATIENCE_MS
    for (let before = '', still = 0; still < STILL; await sleep(PAUSE_MS)) {
      const now = await keptByVault(queue)
      // What is being put into its place is in neither list for a moment.
      const isLess = [...now].some(([name, bytes]) => bytes < (kept.get(name) ?? 0))
      const text = JSON.stringify([...now])
      still = text === before && !isLess ? still + 1 : 0
      before = text
      if (still === STILL) for (const [name, bytes] of now) kept.set(name, bytes)
      else if (Date.now() > deadline) throw new Error(`the vault keeps less than it had: ${text}`)
    }
  }

  function readDevice({ markedBytes, pins }: Device): void {
    for (const { name, bytes } of queue.files) {
      const isWhole = queue.saved.has(name) || pins.some((pin) => pin.name === name && pin.state === 'done')
      const marked = isWhole ? bytes.byteLength : (markedBytes[name] ?? 0)
      kept.set(name, Math.max(marked, kept.get(name) ?? 0))
    }
  }

  async function readEntryIds(): Promise<void> {
    for (const { id, name } of [...(await listOf(queue.api, 'main')), ...(await listOf(queue.api, 'main', 'Kept'))])
      entryIds.set(name, id)
  }

  return {
    readVault,
    /** @param device read before a page of the next browser goes on */
    read(device: Device): Ledger {
      readDevice(device)
      const { sent, came } = passed
      const passedOf = ({ name, kind }: QueuedFile) =>
        (UP.includes(kind) ? sent.get(name) : came.get(entryIds.get(name) ?? '')) ?? 0
      const sum = (kinds: readonly QueueKind[], of: (file: QueuedFile) => number) =>
        queue.files.reduce((total, file) => (kinds.includes(file.kind) ? total + of(file) : total), 0)
      const vain = (file: QueuedFile) => Math.max(0, passedOf(file) - keptOf(file))
      const left = (file: QueuedFile) => file.bytes.byteLength - keptOf(file)
      return {
        vainUp: sum(UP, vain),
        vainDown: sum(['pins', 'downloads'], vain),
        vainSaves: sum(['saves'], vain),
        leftUp: sum(UP, left),
        leftDown: sum(['pins', 'downloads', 'saves'], left),
      }
    },
  }
}

async function keptByVault({ api, files }: MixedQueue): Promise<Map<string, number>> {
  const [{ uploads }, entries] = await Promise.all([api.call(ROUTES.uploads.list, {}), listOf(api, 'main')])
  return new Map(
    files
      .filter(({ kind }) => UP.includes(kind))
      .map(({ name }) => {
        const listed = entries.find((entry) => entry.name === name)?.sizeBytes
        const open = uploads.filter(({ filename }) => filename === name).map(({ offsetBytes }) => offsetBytes)
        return [name, listed ?? Math.max(0, ...open)]
      }),
  )
}
