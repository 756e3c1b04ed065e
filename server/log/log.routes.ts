import { ROUTES } from '#lib/contracts/http/routes.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { type RatePolicy, type RateState, take } from '#lib/core/lockout/rate-limit.ts'
import type { Clock } from '#server/clock.ts'
import { type BoundRoute, onJson } from '#server/http/call.ts'
import { withoutSecrets } from './error-words.ts'
import type { Log } from './log.ts'
import { readLog } from './read-log.ts'

/** A page that fails in a loop is told of once or twice, not for ever. */
const REPORTS: RatePolicy = { capacity: 10, refillPerSecond: 1 / 30 }
const MAX_REPORTERS = 1_000

export function logRoutes({ log, clock }: { log: Log; clock: Pick<Clock, 'monotonic'> }): BoundRoute[] {
  const reporters = new Map<string, RateState>()
  return [
    onJson(ROUTES.admin.log, async ({ query }) => {
      return { ...(await readLog(log.file, query)), level: log.level() }
    }),
    onJson(ROUTES.admin.setLogLevel, async ({ body, context }) => {
      const before = log.level()
      if (body.level === 'silent') tell()
      log.setLevel(body.level)
      if (body.level !== 'silent') tell()
      return { level: body.level }

      function tell(): void {
        const by = context.identity.account?.id
        log.of.vault.warn({ from: before, to: body.level, by }, 'the level of the log was changed')
      }
    }),
    onJson(ROUTES.system.reportTrouble, async ({ body, context }) => {
      const { account } = context.identity
      if (account === null) throw new VaultError('not_signed_in')
      const { state, allowed, retryAfterMs } = take(reporters.get(account.id) ?? null, clock.monotonic(), REPORTS, 1)
      reporters.delete(account.id)
      reporters.set(account.id, state)
      if (reporters.size > MAX_REPORTERS) reporters.delete(reporters.keys().next().value ?? '')
      if (!allowed) {
        throw new VaultError('rate_limited', { details: { retryAfterSeconds: Math.ceil(retryAfterMs / 1000) } })
      }
      const { requestId, userAgent } = context
      log.of.client.warn(
        {
          ...{ requestId, account: account.id, userAgent },
          page: withoutSecrets(body.page),
          stack: withoutSecrets(body.stack),
        },
        withoutSecrets(body.message),
      )
    }),
  ]
}
