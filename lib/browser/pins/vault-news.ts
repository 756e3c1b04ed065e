import type { Api } from '#lib/api/client.ts'
import { type EntryView, entryRoutes } from '#lib/contracts/http/entries.ts'
import { placeRoutes } from '#lib/contracts/http/places.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { PinEvent } from '#lib/core/pins/pin-events.ts'
import type { PlaceChange } from '#lib/core/pins/pin-folder.ts'
import { failureOfError } from '../transfers/upload-failure.ts'

/** What the vault knows about pinned entries. Null answers: it could not be asked now. */
export interface VaultNews {
  /** How an entry is now, as an event for its pin. */
  look(entryId: string, placeId: string): Promise<PinEvent<EntryView> | null>
  /** Every file below a folder, a page at a time. @throws VaultError */
  walk(placeId: string, path: string, onFiles: (files: readonly EntryView[]) => void): Promise<void>
  /** The change log of a place; null when it cannot be read, or goes back before `since`. */
  changes(placeId: string, since: number): Promise<{ changes: readonly PlaceChange[]; seq: number } | null>
  /** Where the change log stands. */
  seq(placeId: string): Promise<number | null>
}

/** Beyond every number of a change log. */
const AT_THE_END = Number.MAX_SAFE_INTEGER

export function createVaultNews(api: Api): VaultNews {
  const changesFrom = (placeId: string, since: number) =>
    api.call(entryRoutes.changes, { params: { place: placeId }, query: { since, limit: 1000 } })

  async function mayEnter(placeId: string): Promise<boolean | null> {
    try {
      const place = await api.call(placeRoutes.get, { params: { place: placeId } })
      return place.locked ? null : place.may.enter
    } catch (error) {
      return error instanceof VaultError && (error.code === 'not_found' || error.code === 'forbidden') ? false : null
    }
  }

  return {
    async look(entryId, placeId) {
      try {
        const entry = await api.call(entryRoutes.get, { params: { entry: entryId } })
        return { kind: 'entryChanged', entry }
      } catch (error) {
        if (!(error instanceof VaultError)) return null
        if (error.code === 'not_found' || error.code === 'entry_gone' || error.code === 'forbidden') {
          // Both look alike from outside: whether the door is open tells them apart.
          const enters = await mayEnter(placeId)
          if (enters === null) return null
          return { kind: enters && error.code !== 'forbidden' ? 'entryGone' : 'accessEnded' }
        }
        const failure = failureOfError(error, true)
        return failure.kind === 'needsPassword' || failure.kind === 'needsSignIn' ? failure : null
      }
    },

    async walk(placeId, path, onFiles) {
      const folders = [path]
      for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
        let cursor: string | null = null
        do {
          const page: { entries: EntryView[]; nextCursor: string | null } = await api.call(entryRoutes.list, {
            params: { place: placeId },
            query: { path: folder, limit: 1000, ...(cursor === null ? {} : { cursor }) },
          })
          folders.push(...page.entries.filter(({ kind }) => kind === 'folder').map((entry) => entry.path))
          onFiles(page.entries.filter(({ kind }) => kind === 'file'))
          cursor = page.nextCursor
        } while (cursor !== null)
      }
    },

    async changes(placeId, since) {
      const gathered: PlaceChange[] = []
      try {
        for (let from = since; ; ) {
          const { changes, seq, more } = await changesFrom(placeId, from)
          if (seq < from) return null
          gathered.push(...changes)
          if (!more) return { changes: gathered, seq }
          from = seq
        }
      } catch {
        return null
      }
    },

    async seq(placeId) {
      return (await changesFrom(placeId, AT_THE_END).catch(() => null))?.seq ?? null
    },
  }
}
