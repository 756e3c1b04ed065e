import { constants } from 'node:fs'
import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { DatabaseReads } from '#server/db/database.ts'
import type { FileFacts, StoredFile, StoredFiles, StoredSpot } from '#server/features/files/stored-files.service.ts'
import type { TakePace } from '#server/jobs/pace.ts'
import type { FileLine, MissingFile } from '../folder/backup-format.ts'
import { orNull } from '../folder/disk-failure.ts'
import type { ObjectStore } from '../folder/object-store.ts'

export interface CollectDeps {
  roomsPath: string
  stored: StoredFiles
  /** The vault's own database, which knows where a file went since the copy was made. */
  live: DatabaseReads
  store: ObjectStore
  signal: AbortSignal
  pace: TakePace
  onBytes(count: number): void
}

/** `again`: another state of the database may know better. */
export type Collected =
  | { kind: 'line'; line: FileLine; isNew: boolean }
  | { kind: 'lost'; reason: MissingFile['reason'] }
  | { kind: 'again' }

/** Between two looks at a file that is on its way to another name. */
const LOOK_AGAIN_MS = 200
const LOOKS = 5

/**
 * Brings one content into the store. It is recorded under the path of the database's copy, wherever its bytes lie by
 * now: the copy and its files belong together.
 * @param isLast take what is there, for nobody will look again
 */
export async function collectFile(file: StoredFile, isLast: boolean, deps: CollectDeps): Promise<Collected> {
  const known = hexOf(file.sha256)
  if (known !== null && deps.store.has(known)) {
    deps.onBytes(file.facts.sizeBytes)
    return { kind: 'line', line: lineOf(file, file.facts, known, await modeOf(file, deps)), isNew: false }
  }
  let spot: StoredSpot = file
  for (let look = 1; look <= LOOKS; look++) {
    deps.signal.throwIfAborted()
    const taken = await take(file, spot, known, deps)
    if (taken !== 'elsewhere') return taken
    const now = await deps.stored.locate(deps.live, file.contentId)
    if (now === null) break
    if (isSameSpot(now, spot)) await sleep(LOOK_AGAIN_MS, undefined, { signal: deps.signal })
    spot = now
  }
  return isLast ? takeAsItIs(file, spot, deps) : { kind: 'again' }
}

/** `elsewhere`: another content, or none, lies there. */
async function take(
  file: StoredFile,
  spot: StoredSpot,
  expected: string | null,
  deps: CollectDeps,
): Promise<Collected | 'elsewhere'> {
  const { stored, roomsPath, store } = deps
  const opened = await stored.open(roomsPath, spot).catch(whenThere)
  if (opened === null) return 'elsewhere'
  try {
    if (!stored.isSameContent(opened.facts, file.facts)) return 'elsewhere'
    const copied = await store.put(opened.handle, expected, deps).catch(whenThere)
    if (copied === null) return { kind: 'lost', reason: 'unreadable' }
    const stats = await opened.handle.stat({ bigint: true })
    if (!stored.isSameContent(stored.factsOf(stats), file.facts)) return 'elsewhere'
    if (expected !== null && copied.sha256 !== expected) return { kind: 'lost', reason: 'damaged' }
    const line = lineOf(file, opened.facts, copied.sha256, modeText(Number(stats.mode)))
    return { kind: 'line', line, isNew: true }
  } finally {
    await opened.handle.close()
  }
}

/** Changed by hand while no vault looked, or written to all the time: what was read is better than nothing. */
async function takeAsItIs(file: StoredFile, spot: StoredSpot, deps: CollectDeps): Promise<Collected> {
  const { stored, roomsPath, store } = deps
  const opened = await stored.open(roomsPath, spot).catch(whenThere)
  if (opened === null) return { kind: 'lost', reason: 'missing' }
  try {
    const copied = await store.put(opened.handle, null, deps).catch(whenThere)
    if (copied === null) return { kind: 'lost', reason: 'unreadable' }
    const stats = await opened.handle.stat({ bigint: true })
    const facts = { ...stored.factsOf(stats), sizeBytes: copied.sizeBytes }
    const line = lineOf(file, facts, copied.sha256, modeText(Number(stats.mode)))
    return { kind: 'line', line, isNew: true }
  } finally {
    await opened.handle.close()
  }
}

/** A file that is not there, or cannot be read, concerns this file alone. */
function whenThere(error: unknown): null {
  if (error instanceof VaultError && ['content_missing', 'place_offline', 'not_found'].includes(error.code)) return null
  throw error
}

function lineOf(file: StoredFile, facts: FileFacts, sha256: string, mode: string): FileLine {
  return {
    room: file.room,
    path: file.segments.join('/'),
    size: facts.sizeBytes,
    mtime: new Date(Number(BigInt(facts.mtimeNs) / 1_000_000n)).toISOString(),
    mode,
    sha256,
    part: file.part,
    mtimeNs: facts.mtimeNs,
    content: file.contentId,
  }
}

async function modeOf(spot: StoredSpot, { roomsPath }: CollectDeps): Promise<string> {
  const stats = await orNull(lstat(join(roomsPath, spot.room, ...spot.segments))).catch(() => null)
  return modeText(stats?.isFile() ? stats.mode : 0o644)
}

const modeText = (mode: number) => (mode & ~constants.S_IFMT & 0o777).toString(8).padStart(4, '0')
const hexOf = (hash: Uint8Array | null) => (hash === null ? null : Buffer.from(hash).toString('hex'))
const isSameSpot = (a: StoredSpot, b: StoredSpot) => a.room === b.room && a.segments.join('/') === b.segments.join('/')
