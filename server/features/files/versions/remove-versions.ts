import { unlink } from 'node:fs/promises'
import { z } from 'zod'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import { type Clock, newId } from '#server/clock.ts'
import type { Database } from '#server/db/database.ts'
import { requireCommitted } from '#server/db/unit-of-work.ts'
import type { DirectorySyncer } from '../disk/directory-syncer.ts'
import { onDisk, orNull } from '../disk/disk-failure.ts'
import { openPlaceFolder, type RootOf } from '../disk/place-folder.ts'
import { lighter } from '../entries/change.ts'
import type { EntryCommits } from '../entries/entry-commits.ts'
import type { FaultPoint } from '../intents/fault-point.ts'
import type { FsIntents, IntentKind } from '../intents/fs-intents.ts'
import type { FolderLocks } from '../locks/folder-locks.ts'
import { dropContentStep } from '../reconcile/reconcile-steps.ts'
import type { StoredVersion } from './find-version.ts'

const id = <Id extends string>() => z.string().transform((text) => text as Id)
const removalSchema = z.object({ files: z.array(z.object({ placeId: id<PlaceId>(), path: z.array(z.string()) })) })
type Removal = z.output<typeof removalSchema>

export interface RemoveVersionsDeps {
  db: Database
  commits: EntryCommits
  intents: FsIntents
  locks: FolderLocks
  syncer: DirectorySyncer
  clock: Clock
  faultPoint: FaultPoint
  rootOf: RootOf
}

/** Deletes older contents for good: their rows first, then their bytes. */
export class RemoveVersions implements IntentKind<Removal> {
  readonly kind = 'remove-versions'
  readonly schema = removalSchema
  readonly #deps: RemoveVersionsDeps

  constructor(deps: RemoveVersionsDeps) {
    this.#deps = deps
  }

  /** @throws VaultError `version_gone` when one of them is no longer there: then none was deleted */
  async remove(entryId: EntryId | null, versions: readonly StoredVersion[]): Promise<void> {
    const requests = byFolder({ files: [...versions] }).map(({ placeId, folder }) => ({
      ...{ placeId, path: folder },
      hold: 'share' as const,
    }))
    await this.#deps.locks.run(requests, () => this.removeHeld(entryId, versions))
  }

  /** For a caller that holds the place. */
  async removeHeld(entryId: EntryId | null, versions: readonly StoredVersion[]): Promise<void> {
    const { db, commits, intents, clock, faultPoint } = this.#deps
    const [first] = versions
    if (!first) return
    const intentId = newId<string>(clock)
    const payload: Removal = { files: versions.map(({ placeId, path }) => ({ placeId, path })) }
    const ids = versions.map(({ versionId }) => versionId)
    const result = await commits.commit({
      steps: [
        {
          query: db.build.deleteFrom('versions').where('id', 'in', ids),
          expect: { changes: ids.length },
          otherwise: 'version_gone',
        },
        ...versions.map(({ contentId }) => dropContentStep(db, contentId)),
        intents.record(this, { id: intentId, placeId: first.placeId, payload }),
      ],
      changes: [...new Set(versions.map(({ placeId }) => placeId))].map(lighter),
      touched: entryId === null ? [] : [entryId],
    })
    if (result.kind !== 'committed') throw new VaultError('version_gone')
    const places = versions.map(({ placeId }) => placeId)
    await intents.carryOut(intentId, places, async () => {
      await faultPoint('remove versions: recorded')
      await this.#carryOut(intentId, payload)
    })
  }

  async replay({ id: intentId, payload }: { id: string; payload: Removal }): Promise<void> {
    await this.#carryOut(intentId, payload)
  }

  async #carryOut(intentId: string, removal: Removal): Promise<void> {
    const { db, intents, faultPoint } = this.#deps
    for (const group of byFolder(removal)) await onDisk(() => this.#unlinkAll(group))
    await faultPoint('remove versions: unlinked')
    requireCommitted(await db.commit([intents.remove(intentId)]))
  }

  async #unlinkAll({ placeId, folder: segments, names }: Group): Promise<void> {
    const folder = await openPlaceFolder(this.#deps.rootOf, placeId, segments)
    if (folder === null) return
    try {
      for (const name of names) await orNull(unlink(folder.at(name)))
      await this.#deps.syncer.sync(folder)
    } finally {
      await folder.close()
    }
  }
}

interface Group {
  placeId: PlaceId
  folder: string[]
  names: string[]
}

function byFolder({ files }: Removal): Group[] {
  const groups = new Map<string, Group>()
  for (const { placeId, path } of files) {
    const folder = path.slice(0, -1)
    const key = `${placeId}/${folder.join('/')}`
    const group = groups.get(key) ?? { placeId, folder, names: [] }
    groups.set(key, group)
    group.names.push(path.at(-1) ?? '')
  }
  return [...groups.values()]
}
