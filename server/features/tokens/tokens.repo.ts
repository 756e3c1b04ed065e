import type { SessionId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import type { Query } from '#server/db/query.ts'
import type { NewRow, Row } from '#server/db/schema.ts'
import type { SecretHash } from '#server/db/tables/column-types.ts'

export function createTokensRepo(db: Database) {
  const { build } = db
  return {
    insert: (row: NewRow<'tokens'>): Query => build.insertInto('tokens').values(row),

    find: (hash: SecretHash, kind: 'access' | 'refresh'): Promise<Row<'tokens'> | null> =>
      db.readOne(build.selectFrom('tokens').where('hash', '=', hash).where('kind', '=', kind).selectAll()),

    /** One change when the refresh token was never exchanged: of two that come together, one loses. */
    spend: (hash: SecretHash, now: number): Query =>
      build
        .updateTable('tokens')
        .set({ spent_at: now })
        .where('hash', '=', hash)
        .where('kind', '=', 'refresh')
        .where('spent_at', 'is', null)
        .where('expires_at', '>', now),

    /** Spent refresh tokens stay until they would have expired, so that their second use is noticed. */
    deleteExpired: (sessionId: SessionId, now: number): Query =>
      build.deleteFrom('tokens').where('session_id', '=', sessionId).where('expires_at', '<=', now),
  }
}
