import { accessLogRoutes as rows } from '#lib/contracts/http/access-log.ts'
import { doerOf } from '#server/auth/doer-of.ts'
import type { Database } from '#server/db/database.ts'
import type { AuditService } from '#server/features/audit/audit.service.ts'
import { type BoundRoute, entryOf, onBytes, onJson } from '#server/http/call.ts'
import type { AccessLog } from './access-log.service.ts'
import { listLines } from './list-lines.ts'
import { sendCsv } from './send-csv.ts'
import { whoOf } from './who.ts'

export interface AccessLogRoutesDeps {
  readonly db: Database
  readonly log: Pick<AccessLog, 'notePlayed' | 'lost'>
  readonly audit: Pick<AuditService, 'note'>
  readonly keepDays: () => number
  readonly now: () => number
}

export function accessLogBoundRoutes({ db, log, audit, keepDays, now }: AccessLogRoutesDeps): BoundRoute[] {
  return [
    onJson(rows.list, async ({ query }) => ({
      ...(await listLines(db, query)),
      keepDays: keepDays(),
      lost: log.lost(),
    })),
    onBytes(rows.csv, async ({ query, context }, _request, response) => {
      audit.note({ doer: doerOf(context), action: 'access_log.exported', target: { kind: 'vault', id: null } })
      await sendCsv(query, new Date(now()).toISOString().slice(0, 10), (page) => listLines(db, page), response)
    }),
    onJson(rows.played, async ({ body, context }) => {
      const { kind, id } = whoOf(context)
      const { entryId, place } = entryOf(context)
      // Nobody comes back as the same without an id.
      if (id === null || kind === 'link') return
      const spans = body.spans.map(({ from, before }) => [from, before] as const)
      log.notePlayed({ ...body, spans, who: { kind, id }, entryId, placeId: place.id })
    }),
  ]
}
