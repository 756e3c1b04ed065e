import { z } from 'zod'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { RecentCursor } from '#server/db/name-search.ts'

/** Where a page of results goes on: after so many of a ranking, or after a moment in the order of time. */
export type SearchCursor =
  | { readonly kind: 'rank'; readonly offset: number }
  | ({ readonly kind: 'time' } & RecentCursor)

const cursorSchema = z.union([
  z.tuple([z.number().int().min(0).max(100_000)]),
  z.tuple([z.number().int(), z.string().max(64)]),
])

export function encodeSearchCursor(cursor: SearchCursor): string {
  const parts = cursor.kind === 'rank' ? [cursor.offset] : [cursor.addedAt, cursor.id]
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** @throws VaultError `invalid_cursor` when it is none of this kind of list */
export function decodeSearchCursor<Kind extends SearchCursor['kind']>(
  kind: Kind,
  text: string | undefined,
): Extract<SearchCursor, { kind: Kind }> | null {
  if (text === undefined) return null
  const cursor = parse(text)
  if (cursor.kind !== kind) throw new VaultError('invalid_cursor')
  // The kind was just compared.
  return cursor as Extract<SearchCursor, { kind: Kind }>
}

function parse(text: string): SearchCursor {
  try {
    const [first, id] = cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    return id === undefined ? { kind: 'rank', offset: first } : { kind: 'time', addedAt: first, id }
  } catch (cause) {
    throw new VaultError('invalid_cursor', { cause })
  }
}
