import { open } from 'node:fs/promises'
import type { DatabaseReads } from '#server/db/database.ts'
import type { StoredFile, StoredFiles } from '#server/features/files/stored-files.service.ts'
import type { FileLine, MissingFile } from '../folder/backup-format.ts'
import { type CollectDeps, type Collected, collectFile } from './collect-file.ts'

export interface Collection {
  files: number
  bytes: number
  copiedFiles: number
  copiedBytes: number
  missing: MissingFile[]
  /** Files that another copy of the database may know better. */
  again: number
}

/** So many files are copied at once: small ones wait for the disk, not for each other. */
const AT_ONCE = 4

/** What was hashed while it was copied, and need not be read again when the database is copied anew. */
export type HashedHere = Map<string, FileLine>

/** Brings all contents into the store that one copy of the database names, and writes files.jsonl. */
export async function collectFiles(
  request: { copy: DatabaseReads; listPath: string; isLast: boolean; hashedHere: HashedHere },
  deps: CollectDeps,
): Promise<Collection> {
  const { copy, listPath, isLast, hashedHere } = request
  const total: Collection = { files: 0, bytes: 0, copiedFiles: 0, copiedBytes: 0, missing: [], again: 0 }
  await writeLines(listPath, 'w', [])
  const tree = await deps.stored.tree(copy)
  const oneOfEach = createTurns()
  for await (const page of tree.files()) {
    const results = await inTurns(page, async (file) => {
      const known = knownHere(file, hashedHere)
      if (known !== null) return known
      const key = Buffer.from(file.sha256 ?? []).toString('hex') || file.contentId
      const collected = await oneOfEach(key, () => collectFile(file, isLast, deps))
      if (collected.kind === 'line' && file.sha256 === null) hashedHere.set(file.contentId, collected.line)
      return collected
    })
    await writeLines(listPath, 'a', results)
    for (const [index, file] of page.entries()) add(total, file, results[index])
  }
  return total
}

export async function measure(copy: DatabaseReads, stored: StoredFiles, has: (sha256: string) => boolean) {
  const needed = new Map<string, number>()
  const total = { files: 0, bytes: 0, neededBytes: 0 }
  for await (const page of (await stored.tree(copy)).files()) {
    for (const { contentId, sha256, facts } of page) {
      total.files++
      total.bytes += facts.sizeBytes
      const hash = sha256 === null ? contentId : Buffer.from(sha256).toString('hex')
      if (!has(hash)) needed.set(hash, facts.sizeBytes)
    }
  }
  for (const size of needed.values()) total.neededBytes += size
  return total
}

function knownHere(file: StoredFile, hashedHere: HashedHere): Collected | null {
  const line = hashedHere.get(file.contentId)
  if (line === undefined || line.mtimeNs !== file.facts.mtimeNs || line.size !== file.facts.sizeBytes) return null
  return {
    kind: 'line',
    line: { ...line, room: file.room, path: file.segments.join('/'), part: file.part },
    isNew: false,
  }
}

function add(total: Collection, file: StoredFile, collected: Collected | undefined): void {
  if (collected === undefined) return
  if (collected.kind === 'again') total.again++
  else if (collected.kind === 'lost') {
    total.missing.push({ room: file.room, path: file.segments.join('/'), reason: collected.reason })
  } else {
    total.files++
    total.bytes += collected.line.size
    if (!collected.isNew) return
    total.copiedFiles++
    total.copiedBytes += collected.line.size
  }
}

/** Open only while it is written: between two pages a pause may come. */
async function writeLines(path: string, flag: 'w' | 'a', results: readonly Collected[]): Promise<void> {
  const lines = results.flatMap((one) => (one.kind === 'line' ? [`${JSON.stringify(one.line)}\n`] : []))
  const list = await open(path, flag, 0o600)
  try {
    await list.appendFile(lines.join(''))
    await list.sync()
  } finally {
    await list.close()
  }
}

/** Two files of one content are not copied at once: the second one finds it in the store. */
function createTurns() {
  const running = new Map<string, Promise<unknown>>()
  return async <Result>(key: string, work: () => Promise<Result>): Promise<Result> => {
    for (let other = running.get(key); other !== undefined; other = running.get(key)) await other.catch(() => {})
    const own = work().finally(() => running.delete(key))
    running.set(key, own)
    return own
  }
}

/** Results in the order of the items; the first failure ends all. */
async function inTurns<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  let failed = false
  const run = async () => {
    while (next < items.length && !failed) {
      const index = next++
      try {
        // Within the bounds that were just asked.
        results[index] = await work(items[index] as Item)
      } catch (error) {
        failed = true
        throw error
      }
    }
  }
  const runs = await Promise.allSettled(Array.from({ length: AT_ONCE }, run))
  for (const ended of runs) if (ended.status === 'rejected') throw ended.reason
  return results
}
