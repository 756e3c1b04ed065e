import type { Api } from '#lib/api/client.ts'
import { entryRoutes } from '#lib/contracts/http/entries.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { nameKey } from '#lib/core/names/name-key.ts'

/** Up to here each name is asked for; beyond, the folder is read. */
const ASK_EACH = 6
const PAGE = 1000
/** A folder is read up to here; what is in the rest gets a number, which loses nothing. */
const MOST_PAGES = 20

/**
 * Which names are taken in a folder, compared as the vault compares them. A folder that is not there has none.
 * @throws VaultError
 */
export async function findTaken(
  api: Api,
  folder: { placeId: string; path: string },
  names: readonly string[],
): Promise<Set<string>> {
  const wanted = new Map(names.map((name) => [nameKey(name), name]))
  const queries = names.length <= ASK_EACH ? names : ['']
  const taken = new Set<string>()
  try {
    for (const q of queries) {
      for await (const name of namesOf(api, folder, q)) {
        const found = wanted.get(nameKey(name))
        if (found !== undefined) taken.add(found)
      }
    }
  } catch (error) {
    if (!(error instanceof VaultError && error.code === 'not_found')) throw error
  }
  return taken
}

async function* namesOf(api: Api, folder: { placeId: string; path: string }, q: string): AsyncGenerator<string> {
  let cursor: string | null = null
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer: { entries: { name: string }[]; nextCursor: string | null } = await api.call(entryRoutes.list, {
      params: { place: folder.placeId },
      query: { path: folder.path, limit: PAGE, ...(q === '' ? {} : { q }), ...(cursor === null ? {} : { cursor }) },
    })
    for (const { name } of answer.entries) yield name
    cursor = answer.nextCursor
    if (cursor === null) return
  }
}
