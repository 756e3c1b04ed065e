import type { AuditLine } from '#lib/contracts/http/admin.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { Database } from '#server/db/database.ts'

export interface AuditQuery {
  readonly action?: string | undefined
  /** Who did it. */
  readonly account?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

export interface AuditPage {
  readonly lines: AuditLine[]
  readonly nextCursor: string | null
}

/** A page of the audit, along its index by time. Names are those of today. */
export async function listAudit(db: Database, { action, account, cursor, limit }: AuditQuery): Promise<AuditPage> {
  let query = db.build
    .selectFrom('audit')
    .leftJoin('accounts as doer', 'doer.id', 'audit.actor_id')
    .leftJoin('accounts as person', 'person.id', 'audit.target_id')
    .leftJoin('places', 'places.id', 'audit.target_id')
    .leftJoin('accounts as owner', 'owner.id', 'places.owner_id')
    .select([
      'audit.id',
      'audit.at',
      'audit.actor_kind as actorKind',
      'audit.action',
      'audit.target_kind as targetKind',
    ])
    .select(['audit.details', 'audit.address', 'doer.name as doerName', 'person.name as personName'])
    // All private rooms have one name; whose it is tells them apart.
    .select(['places.name as placeName', 'owner.name as ownerName'])
  if (action !== undefined) query = query.where('audit.action', '=', action)
  if (account !== undefined) query = query.where('audit.actor_id', '=', account)
  if (cursor !== undefined) {
    const { at, id } = parseCursor(cursor)
    query = query.where((on) =>
      on.or([on('audit.at', '<', at), on.and([on('audit.at', '=', at), on('audit.id', '<', id)])]),
    )
  }
  const rows = await db.read(
    query
      .orderBy('audit.at', 'desc')
      .orderBy('audit.id', 'desc')
      .limit(limit + 1),
  )
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    lines: page.map(({ doerName, personName, placeName, ownerName, address, ...row }) => ({
      ...row,
      actorName: doerName ?? '',
      targetName: personName ?? ownerName ?? placeName ?? '',
      address: address ?? '',
    })),
    nextCursor: rows.length > limit && last !== undefined ? `${last.at}.${last.id}` : null,
  }
}

function parseCursor(cursor: string): { at: number; id: string } {
  const match = /^(\d{1,16})\.([\w-]{1,64})$/.exec(cursor)
  if (match === null) throw new VaultError('invalid_cursor')
  return { at: Number(match[1]), id: match[2] ?? '' }
}
