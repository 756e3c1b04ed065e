import { type Api, problemOf } from '#lib/api/client.ts'
import { type EntryView, entryRoutes } from '#lib/contracts/http/entries.ts'
import { type CurrentContent, currentContentSchema, uploadRoutes } from '#lib/contracts/http/uploads.ts'
import { versionRoutes } from '#lib/contracts/http/versions.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { joinPath, parentPath } from '#lib/core/names/place-path.ts'
import { MAX_TEXT_BYTES } from '#lib/core/text/text-limits.ts'

/** Bytes and what they are: a save of them names this content. */
export interface LoadedContent {
  readonly contentId: string
  readonly bytes: Uint8Array
}

export type SaveOutcome =
  | { readonly kind: 'saved'; readonly entry: EntryView; readonly contentId: string }
  /** Somebody was faster. */
  | { readonly kind: 'behind'; readonly current: CurrentContent }

/** What an editor asks of the vault. All throw VaultError; `unavailable` with `offline` when it is out of reach. */
export interface TextDoor {
  find(entryId: string): Promise<EntryView>
  /** Null when it is larger than an editor takes. */
  load(entryId: string): Promise<LoadedContent | null>
  save(entryId: string, bytes: Uint8Array, contentId: string): Promise<SaveOutcome>
  /** Beside the entry, under the next free name. */
  saveCopy(entry: EntryView, bytes: Uint8Array): Promise<EntryView>
  /** Who made `contentId` give way; null when nobody is on record, as for a hand in the folder. */
  whoReplaced(entryId: string, contentId: string): Promise<Pick<CurrentContent, 'savedAt' | 'savedBy'> | null>
}

export function createTextDoor(api: Api, fetch: typeof globalThis.fetch): TextDoor {
  return {
    find: (entryId) => api.call(entryRoutes.get, { params: { entry: entryId } }),

    async load(entryId) {
      const href = api.href(entryRoutes.content, { params: { entry: entryId }, query: {} })
      const response = await send(fetch, href, { cache: 'no-store' })
      if (Number(response.headers.get('content-length')) > MAX_TEXT_BYTES) {
        await response.body?.cancel()
        return null
      }
      return { contentId: tagOf(response), bytes: new Uint8Array(await body(response)) }
    },

    async save(entryId, bytes, contentId) {
      const href = api.href(uploadRoutes.save, { params: { entry: entryId }, query: undefined })
      try {
        const response = await put(fetch, href, bytes, { 'if-match': `"${contentId}"` })
        const entry = uploadRoutes.save.response.parse(await response.json())
        return { kind: 'saved', entry, contentId: tagOf(response) }
      } catch (error) {
        if (!(error instanceof VaultError) || error.code !== 'precondition_failed') throw error
        return { kind: 'behind', current: currentContentSchema.parse(error.details.current) }
      }
    },

    saveCopy: async (entry, bytes) => {
      const path = joinPath(parentPath(entry.path) ?? '', entry.name)
      const { entry: copy } = await putFile(api, fetch, { placeId: entry.placeId, path, conflict: 'keep' }, bytes)
      if (copy === null) throw new VaultError('entry_gone')
      return copy
    },

    async whoReplaced(entryId, contentId) {
      const { versions } = await api.call(versionRoutes.list, { params: { entry: entryId } })
      const [last] = versions
      if (last === undefined || !versions.some((version) => version.contentId === contentId)) return null
      const savedBy = last.replacedBy ?? { kind: 'disk', id: '', name: '', self: false }
      return { savedAt: last.replacedAt, savedBy }
    },
  }
}

/** An empty text under a name that is free. @throws VaultError `entry_exists`, `invalid_path` */
export async function createText(
  api: Api,
  fetch: typeof globalThis.fetch,
  at: { placeId: string; path: string },
): Promise<EntryView> {
  const { skipped, entry } = await putFile(api, fetch, { ...at, conflict: 'skip' }, new Uint8Array())
  if (skipped || entry === null) throw new VaultError('entry_exists')
  return entry
}

async function putFile(
  api: Api,
  fetch: typeof globalThis.fetch,
  { placeId, path, conflict }: { placeId: string; path: string; conflict: 'keep' | 'skip' },
  bytes: Uint8Array,
) {
  const href = api.href(uploadRoutes.put, { params: { place: placeId }, query: { path, conflict } })
  return uploadRoutes.put.response.parse(await (await put(fetch, href, bytes)).json())
}

function put(fetch: typeof globalThis.fetch, href: string, bytes: Uint8Array, headers: Record<string, string> = {}) {
  // The bytes were made here, in memory of their own.
  return send(fetch, href, { method: 'PUT', headers, body: new Blob([bytes as Uint8Array<ArrayBuffer>]) })
}

async function send(fetch: typeof globalThis.fetch, href: string, init: RequestInit): Promise<Response> {
  const response = await reaching(() => fetch(href, { credentials: 'same-origin', ...init }))
  if (!response.ok) throw await problemOf(response)
  return response
}

const tagOf = (response: Response) => (response.headers.get('etag') ?? '').replaceAll('"', '')

const body = (response: Response) => reaching(() => response.arrayBuffer())

async function reaching<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw new VaultError('unavailable', { details: { offline: true }, cause })
  }
}
