import { join } from 'node:path'
import type { ListedFile, Observation } from '../model.ts'
import { askJson, type Line } from './line.ts'
import { hashPrefix, readShelf, type Shelf } from './on-disk.ts'
import { type Kept, type Records, readRecords } from './records.ts'

export interface Scene {
  readonly dataFolder: string
  /** Slugs of the places, by their ids. */
  readonly slugs: ReadonlyMap<string, string>
}

export interface Seen extends Observation {
  readonly records: Records
}

const PATIENCE_MS = 30_000

/** Waits until the recovery and all jobs are over, and then looks at everything: lists, files, partials, records. */
export async function observe(line: Line, { dataFolder, slugs }: Scene): Promise<Seen> {
  const records = await untilQuiet(line, () => readRecords(dataFolder, slugs))
  const rooms = join(dataFolder, 'rooms')
  const places = [...slugs.values()]
  const listed: ListedFile[] = []
  const odd: string[] = []
  for (const place of places) await listFolder(line, place, '', listed, odd)
  const shelf = await readShelf(rooms, places)
  const unfinished = records.uploads.map(async ({ id, transferId, place, offsetBytes }) => ({
    key: transferId ?? `an upload in one request (${id})`,
    offsetBytes,
    prefixSha256: await hashPrefix(rooms, place, id, offsetBytes),
  }))
  return {
    listed,
    stored: shelf.stored,
    unfinished: await Promise.all(unfinished),
    leftovers: [...odd, ...leftoversIn(records, shelf)],
    records,
  }
}

/** Jobs that a cut interrupted run again, and complete uploads are finished while the vault answers already. */
async function untilQuiet(line: Line, read: () => Records): Promise<Records> {
  const deadline = performance.now() + PATIENCE_MS
  for (;;) {
    const records = read()
    const isBusy = records.busyJobs.length > 0 || records.uploads.some(({ isComplete }) => isComplete)
    if (!isBusy || performance.now() > deadline) return records
    // Also tells when the vault is not there any more.
    await askJson(line, 200, 'GET', '/api/health')
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

function leftoversIn(records: Records, { stored, partials }: Shelf): string[] {
  const waiting = new Set(records.uploads.map(({ id, place }) => `${place}/${id}.part`))
  const kept = (area: 'trash' | 'versions', rows: readonly Kept[]): string[] => {
    const files = stored.filter((file) => file.area === area).map(({ path }) => path)
    const lies = (row: Kept, path: string): boolean => path === row.path || path.startsWith(`${row.path}/`)
    return [
      ...files.filter((path) => !rows.some((row) => lies(row, path))).map((path) => `${path} has no row in ${area}`),
      // An empty folder in the trash has no files to look for.
      ...rows
        .filter((row) => area === 'versions' && !files.includes(row.path))
        .map(({ path }) => `${path} is in ${area}, but not there`),
    ]
  }
  return [
    ...records.intents.map((intent) => `an intent is left: ${intent}`),
    ...records.busyJobs.map((kind) => `a job never ended: ${kind}`),
    ...partials.filter((name) => !waiting.has(name)).map((name) => `the partial ${name} belongs to nothing`),
    ...kept('trash', records.trash),
    ...kept('versions', records.versions),
  ]
}

interface Page {
  readonly entries: readonly {
    id: string
    kind: string
    path: string
    sizeBytes: number
    sha256: string
    state: string
  }[]
  readonly nextCursor: string | null
  readonly total: { count: number; sizeBytes: number }
}

async function listFolder(line: Line, place: string, path: string, listed: ListedFile[], odd: string[]): Promise<void> {
  let cursor: string | null = null
  let count = 0
  let sizeBytes = 0
  do {
    const more: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const query = `path=${encodeURIComponent(path)}&limit=1000${more}`
    const page: Page = await askJson<Page>(line, 200, 'GET', `/api/places/${place}/entries?${query}`)
    for (const entry of page.entries) {
      count += 1
      sizeBytes += entry.sizeBytes
      if (entry.state !== 'live') odd.push(`${place}/${entry.path} is listed as ${entry.state}`)
      if (entry.kind === 'folder') await listFolder(line, place, entry.path, listed, odd)
      else
        listed.push({
          path: `${place}/${entry.path}`,
          entryId: entry.id,
          sizeBytes: entry.sizeBytes,
          sha256: entry.sha256,
        })
    }
    cursor = page.nextCursor
    const { total } = page
    if (cursor === null && (total.count !== count || total.sizeBytes !== sizeBytes)) {
      odd.push(
        `${place}/${path} counts ${total.count} entries of ${total.sizeBytes} bytes, has ${count} of ${sizeBytes}`,
      )
    }
  } while (cursor !== null)
}
