import { type ServiceToken, serviceScopeSchema } from '#lib/contracts/http/service-tokens.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { AccountId, ServiceTokenId } from '#lib/core/ids/ids.ts'
import type { ServiceScope } from '#lib/core/permissions/actors-and-targets.ts'
import type { Doer } from '#server/auth/doer.ts'
import { digestOf, newSecret } from '#server/auth/secrets.ts'
import type { Bus } from '#server/bus.ts'
import { type Clock, newId } from '#server/clock.ts'
import { commitOrThrow, guarded } from '#server/db/commit-or-throw.ts'
import type { Database } from '#server/db/database.ts'
import type { SecretHash } from '#server/db/tables/column-types.ts'
import type { AuditService } from '#server/features/audit/audit.service.ts'
import { createServiceTokensRepo } from './service-tokens.repo.ts'

export interface LiveServiceToken {
  readonly id: ServiceTokenId
  readonly scope: ServiceScope
}

/** Tokens of machines that nobody signs in with: each opens one thing, for as long as its maker is an admin. */
export interface ServiceTokensService {
  list(): Promise<ServiceToken[]>
  /** @returns the secret too, which nobody can ask for again */
  create(wish: { name: string; scope: ServiceScope }, doer: Doer): Promise<{ token: ServiceToken; secret: string }>
  /** @throws VaultError not_found */
  revoke(id: string, doer: Doer): Promise<void>
  find(hash: SecretHash): Promise<LiveServiceToken | null>
  /** Cheap: called with each request. */
  touch(id: ServiceTokenId): void
}

const TOUCH_EVERY_MS = 60_000

export interface ServiceTokensDeps {
  readonly db: Database
  readonly clock: Clock
  readonly bus: Bus
  readonly audit: AuditService
}

type TokenRow = NonNullable<Awaited<ReturnType<ReturnType<typeof createServiceTokensRepo>['find']>>>

export function createServiceTokensService({ db, clock, bus, audit }: ServiceTokensDeps): ServiceTokensService {
  const repo = createServiceTokensRepo(db)
  const touchedAt = new Map<ServiceTokenId, number>()
  return {
    list: async () => (await repo.list()).map(present),

    async create({ name, scope }, doer) {
      // The rule of the route lets in admins alone.
      if (doer.kind !== 'account') throw new VaultError('forbidden')
      const secret = newSecret('service')
      const id = newId<ServiceTokenId>(clock)
      const hash = digestOf(secret)
      const row = { id, hash, name, scope, created_by: doer.id as AccountId, created_at: clock.now() }
      await commitOrThrow(db, [
        repo.insert({ ...row, last_used_at: null }),
        audit.step({ doer, action: 'service_token.made', target: { kind: 'token', id }, details: { name, scope } }),
      ])
      const made = await repo.find(hash)
      if (made === null) throw new VaultError('internal')
      return { token: present(made), secret }
    },

    async revoke(id, doer) {
      const name = (await repo.list()).find((token) => token.id === id)?.name
      await commitOrThrow(db, [
        guarded(repo.delete(id), { changes: 1 }, 'not_found'),
        audit.step({ doer, action: 'service_token.revoked', target: { kind: 'token', id }, details: { name } }),
      ])
      bus.emit('service_token.ended', {})
    },

    async find(hash) {
      const row = await repo.find(hash)
      return row !== null && works(row) ? { id: row.id, scope: serviceScopeSchema.parse(row.scope) } : null
    },

    touch(id) {
      const now = clock.monotonic()
      if (now - (touchedAt.get(id) ?? Number.NEGATIVE_INFINITY) < TOUCH_EVERY_MS) return
      touchedAt.set(id, now)
      db.commitLater([repo.used(id, clock.now())])
    },
  }
}

const works = ({ role, disabled, deleted_at: deletedAt }: TokenRow) =>
  role === 'admin' && disabled === 0 && deletedAt === null

function present(row: TokenRow): ServiceToken {
  return {
    id: row.id,
    name: row.name,
    scope: serviceScopeSchema.parse(row.scope),
    madeBy: row.made_by,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    works: works(row),
  }
}
