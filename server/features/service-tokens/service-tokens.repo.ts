import type { ServiceTokenId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import type { Query } from '#server/db/query.ts'
import type { NewRow } from '#server/db/schema.ts'
import type { SecretHash } from '#server/db/tables/column-types.ts'

export function createServiceTokensRepo(db: Database) {
  const { build } = db
  const rows = () =>
    build
      .selectFrom('service_tokens')
      .innerJoin('accounts', 'accounts.id', 'service_tokens.created_by')
      .select(['service_tokens.id', 'service_tokens.name', 'service_tokens.scope', 'service_tokens.created_at'])
      .select(['service_tokens.last_used_at', 'accounts.name as made_by'])
      .select(['accounts.role', 'accounts.disabled', 'accounts.deleted_at'])
  return {
    insert: (row: NewRow<'service_tokens'>): Query => build.insertInto('service_tokens').values(row),
    list: () => db.read(rows().orderBy('service_tokens.created_at').orderBy('service_tokens.id')),
    find: (hash: SecretHash) => db.readOne(rows().where('hash', '=', hash)),
    delete: (id: string): Query => build.deleteFrom('service_tokens').where('id', '=', id as ServiceTokenId),
    used: (id: ServiceTokenId, at: number): Query =>
      build.updateTable('service_tokens').set({ last_used_at: at }).where('id', '=', id),
  }
}
