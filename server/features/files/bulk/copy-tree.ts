import { join } from 'node:path'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { EntryId, JobId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import { onDisk } from '../disk/disk-failure.ts'
import { isSameContent, mtimeMsOf } from '../disk/file-facts.ts'
import { openFile } from '../disk/open-file.ts'
import { parentKey } from '../entries/entry-columns.ts'
import type { EntryFacts } from '../entries/entry-facts.ts'
import type { EntryLookups } from '../entries/entry-lookups.ts'
import type { Owner } from '../entries/owner.ts'
import type { EnsureFolders } from '../folders/ensure-folders.ts'
import type { TargetFolders } from '../folders/target-folders.ts'
import type { Publisher } from '../publisher.service.ts'
import { type CopyControl, copyBytes, type Digests } from './copy-bytes.ts'
import { derivedId } from './derived-id.ts'
import { stagedCopyName } from './sweep-copies.ts'

export interface CopyDeps {
  db: Database
  lookups: EntryLookups
  publisher: Publisher
  targets: TargetFolders
  ensureFolders: EnsureFolders
  rootOf(placeId: PlaceId): Promise<string>
  /**
   * Whether so many bytes more may come into the folder. @param more.owner whose quota they count for; null: nobody's
   * @throws VaultError `quota_exceeded`, `disk_full`
   */
  assertRoom(more: { owner: Owner | null; placeId: PlaceId; folder: string; bytes: number }): Promise<void>
  notice(placeId: PlaceId, folder: readonly string[], name: string): Promise<void>
}

export interface CopyRequest {
  jobId: JobId
  to: { placeId: PlaceId; path: readonly string[] }
  conflict: 'keep' | 'replace' | 'skip'
  /** Whose copy it is; null: of whoever the source belongs to. */
  owner: Owner | null
  control: CopyControl & {
    /** After each entry. */
    entryDone(outcome: CopyOutcome): void
  }
}

export type CopyOutcome = 'copied' | 'skipped' | 'refused'

/**
 * Copies an entry with everything below it. Run again by the same job, it finds what it made before.
 * @returns `copied` when the entry itself was; what is below it is told by `entryDone` alone
 */
export async function copyTree(id: EntryId, request: CopyRequest, deps: CopyDeps): Promise<CopyOutcome> {
  request.control.signal.throwIfAborted()
  const source = await deps.lookups.find(id)
  const outcome = await copyOne(source, request, deps)
  request.control.entryDone(outcome.kind)
  if (outcome.kind !== 'copied' || !outcome.folder || !source) return outcome.kind
  const to = { placeId: request.to.placeId, path: outcome.folder }
  for (const child of await childrenOf(source, deps.db)) await copyTree(child, { ...request, to }, deps)
  return 'copied'
}

type Copied = { kind: 'copied'; folder: readonly string[] | null } | { kind: 'skipped' | 'refused' }

async function copyOne(source: EntryFacts | null, request: CopyRequest, deps: CopyDeps): Promise<Copied> {
  if (source?.state !== 'live') return { kind: 'skipped' }
  try {
    if (source.kind === 'folder') return await copyFolder(source, request, deps)
    return { kind: await copyFile(source, request, deps), folder: null } as Copied
  } catch (error) {
    // One entry that cannot be read or written must not keep the others from being copied.
    const isItsOwn = error instanceof VaultError && OF_ONE_ENTRY.includes(error.code)
    if (!isItsOwn) throw error
    return { kind: 'refused' }
  }
}

const OF_ONE_ENTRY = ['content_missing', 'content_changed', 'entry_exists', 'invalid_name', 'entry_changed']

async function copyFile(source: EntryFacts, request: CopyRequest, deps: CopyDeps): Promise<CopyOutcome> {
  const { to, jobId, conflict, owner, control } = request
  const opened = await openRecorded(source, deps)
  try {
    const { entry, file } = opened
    const publicationId = stagedCopyName(jobId, entry.id)
    const folder = await deps.publisher.stagingFolder(to.placeId, to.path)
    // What is moved by copying is charged to whom it was before.
    await deps.assertRoom({ owner, placeId: to.placeId, folder, bytes: file.facts.sizeBytes })
    const stagedPath = join(folder, publicationId)
    const digests = await onDisk(async () => copyBytes(file, stagedPath, await findDigests(entry, deps.db), control))
    const result = await deps.publisher.publish({
      publicationId,
      placeId: to.placeId,
      folder: to.path,
      name: entry.name,
      stagedPath,
      conflict,
      owner: owner ?? entry.owner ?? null,
      sizeBytes: file.facts.sizeBytes,
      mime: entry.mime,
      lastModifiedMs: mtimeMsOf(file.facts),
      ...digests,
      steps: () => [],
    })
    return result.kind === 'listed' ? 'copied' : 'skipped'
  } finally {
    await opened.file.handle.close()
  }
}

/** The file as the database knows it; when the disk says otherwise, as it knows it after another look. */
async function openRecorded(source: EntryFacts, deps: CopyDeps) {
  let entry: EntryFacts | null = source
  for (let attempt = 0; attempt < 2 && entry?.content; attempt++) {
    const file = await openFile(await deps.rootOf(entry.placeId), entry.path)
    if (isSameContent(file.facts, entry.content.facts)) return { entry, file }
    await file.handle.close()
    await deps.notice(entry.placeId, entry.path.slice(0, -1), entry.name)
    entry = await deps.lookups.find(entry.id)
  }
  throw new VaultError('content_changed')
}

async function findDigests(entry: EntryFacts, db: Database): Promise<Digests | null> {
  if (!entry.content?.sha256) return null
  const row = await db.readOne(
    db.build
      .selectFrom('contents')
      .select(['sha256', 'manifest', 'chunk_size_bytes'])
      .where('id', '=', entry.content.id),
  )
  if (!row?.sha256 || !row.manifest || row.chunk_size_bytes === null) return null
  return { sha256: row.sha256, manifest: row.manifest, chunkSizeBytes: row.chunk_size_bytes }
}

async function copyFolder(source: EntryFacts, request: CopyRequest, deps: CopyDeps): Promise<Copied> {
  const { to, conflict, jobId } = request
  if (isWithin(to, source)) return { kind: 'refused' }
  const id = derivedId(jobId, source.id)
  const made = await deps.lookups.find(id)
  if (made?.state === 'live') return { kind: 'copied', folder: made.path }
  const owner = request.owner ?? source.owner
  return deps.targets.use({ placeId: to.placeId, path: to.path, owner }, async (target): Promise<Copied> => {
    const parent = { id: target.id, path: target.path, state: 'live' as const }
    const taken = await deps.lookups.findLive(to.placeId, target.id, source.name)
    if (taken && conflict === 'skip') return { kind: 'skipped' }
    if (taken?.kind === 'folder' && conflict === 'replace') {
      return { kind: 'copied', folder: [...target.path, taken.name] }
    }
    const wanted = { placeId: to.placeId, root: target.root, path: target.path, owner }
    const folder = await deps.ensureFolders.create(wanted, parent, source.name, { ifTaken: 'next', id })
    return { kind: 'copied', folder: folder.path }
  })
}

function isWithin(to: CopyRequest['to'], source: EntryFacts): boolean {
  return to.placeId === source.placeId && source.path.every((name, index) => name === to.path[index])
}

async function childrenOf(folder: EntryFacts, db: Database): Promise<EntryId[]> {
  const rows = await db.read(
    db.build
      .selectFrom('entries')
      .select('id')
      .where('parent_key', '=', parentKey(folder.placeId, folder.id))
      .where('state', '=', 'live'),
  )
  return rows.map(({ id }) => id)
}
