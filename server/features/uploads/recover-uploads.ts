import { join } from 'node:path'
import type { Publisher } from '#server/features/files/publisher.service.ts'
import type { FileOps } from './disk/file-ops.ts'
import type { UploadKeeper } from './upload-keeper.ts'
import { hasAllBytes, type UploadRecord, uploadOfPartial } from './upload-record.ts'
import type { UploadsRepo } from './uploads.repo.ts'

export interface RecoverDeps {
  readonly repo: UploadsRepo
  readonly keeper: UploadKeeper
  readonly publisher: Publisher
  readonly files: Pick<FileOps, 'list' | 'remove'>
  /** An upload that could not be looked after; the others are. */
  readonly onError: (error: unknown) => void
}

/**
 * At the start, after the intents of the folders were replayed and before anybody may send (D3): records follow the
 * disk, partials without an upload go, and complete uploads are finished.
 * @returns resolves when all of that but the finishing is done; `finished` resolves after that too
 */
export async function recoverUploads(deps: RecoverDeps): Promise<{ finished: Promise<void> }> {
  const unfinished = await deps.repo.listUnfinished()
  const complete: UploadRecord[] = []
  const kept = new Set<string>()
  for (const record of unfinished) {
    try {
      if (!record.resumable && record.state === 'open') {
        await deps.keeper.abandon(record, true)
        continue
      }
      kept.add(record.id)
      const inspected = await deps.keeper.inspect(record)
      if (inspected !== null && hasAllBytes(inspected)) complete.push(inspected)
    } catch (error) {
      kept.add(record.id)
      deps.onError(error)
    }
  }
  await sweepOrphans(deps, kept)
  return { finished: finishAll(deps, complete) }
}

/** One after the other: each is read from the disk, which has people to serve by now. */
async function finishAll(deps: RecoverDeps, complete: readonly UploadRecord[]): Promise<void> {
  for (const record of complete) await deps.keeper.resumeFinish(record.id).catch(deps.onError)
}

/** Files of uploads that ended, or died before they had a row. */
async function sweepOrphans(deps: RecoverDeps, kept: ReadonlySet<string>): Promise<void> {
  const folders = new Set(await deps.repo.listPartialFolders())
  for (const placeId of await deps.repo.listPlaces()) {
    // A drive that is not there has nothing to sweep now; its orphans wait for the next start.
    const folder = await deps.publisher.stagingFolder(placeId, []).catch(() => null)
    if (folder !== null) folders.add(folder)
  }
  for (const folder of folders) {
    try {
      for (const name of await deps.files.list(folder)) {
        const id = uploadOfPartial(name)
        if (id !== null && !kept.has(id)) await deps.files.remove(join(folder, name))
      }
    } catch (error) {
      deps.onError(error)
    }
  }
}
