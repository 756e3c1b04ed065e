import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import type { JobControl } from '#server/jobs/job.ts'
import type { TakePace } from '#server/jobs/pace.ts'
import type { FolderReconciler } from './folder-reconciler.ts'

export interface ScanPlacesDeps {
  db: Database
  folders: FolderReconciler
  onError(error: unknown): void
  pace: TakePace
}

export interface Scanned {
  folders: number
  entries: number
  /** Places whose volume was not there; nothing of theirs was changed. */
  offline: number
}

/** What looking at an entry costs a disk, about, beside the reading of files that shares one limit with it. */
const ENTRY_BYTES = 512

/** Compares whole places with the database, folder by folder; what changed last comes first. */
export class ScanPlaces {
  readonly #deps: ScanPlacesDeps

  constructor(deps: ScanPlacesDeps) {
    this.#deps = deps
  }

  async run(placeIds: readonly PlaceId[], { signal, progress }: JobControl): Promise<Scanned> {
    const scanned: Scanned = { folders: 0, entries: 0, offline: 0 }
    const expected = await this.#countEntries(placeIds)
    for (const placeId of placeIds) {
      try {
        await this.#scanPlace(placeId, signal, (entries) => {
          scanned.folders++
          scanned.entries += entries
          progress(scanned.entries, expected === 0 ? null : Math.max(expected, scanned.entries))
        })
      } catch (error) {
        if (signal.aborted || !(error instanceof VaultError)) throw error
        if (!['place_offline', 'not_found'].includes(error.code)) this.#deps.onError(error)
        scanned.offline++
      }
    }
    return scanned
  }

  async #scanPlace(placeId: PlaceId, signal: AbortSignal, onFolder: (entries: number) => void): Promise<void> {
    const waiting: (readonly string[])[] = [[]]
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      signal.throwIfAborted()
      const read = await this.#deps.folders.reconcile(placeId, path, signal)
      if (read === null) continue
      onFolder(read.entryCount)
      await this.#deps.pace(read.entryCount * ENTRY_BYTES, signal)
      const parent = path
      // The stack gives back last what was pushed first.
      const oldestFirst = read.folders.toSorted((a, b) => a.found.touchedMs - b.found.touchedMs)
      for (const { found } of oldestFirst) waiting.push([...parent, found.name])
    }
  }

  async #countEntries(placeIds: readonly PlaceId[]): Promise<number> {
    const { db } = this.#deps
    const rows = await db.read(
      db.build.selectFrom('place_totals').select('entry_count').where('place_id', 'in', placeIds),
    )
    return rows.reduce((sum, row) => sum + row.entry_count, 0)
  }
}
