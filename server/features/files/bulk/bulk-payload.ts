import { z } from 'zod'
import { roleSchema } from '#lib/contracts/http/common.ts'
import { bulkBodySchema } from '#lib/contracts/http/entries.ts'
import type { AccountId, DeviceId, PlaceId, SessionId } from '#lib/core/ids/ids.ts'
import type { Actor } from '#lib/core/permissions/actors-and-targets.ts'

const id = <Id extends string>() => z.string().transform((text) => text as Id)

/** Who asked, as he was then; who he is now is asked again while the job runs. Nothing else of him is kept. */
export const actorSchema = z.object({
  principal: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('nobody') }),
    z.object({ kind: z.literal('guest'), deviceId: id<DeviceId>() }),
    z.object({
      kind: z.literal('account'),
      accountId: id<AccountId>(),
      role: roleSchema,
      sessionId: id<SessionId>(),
    }),
  ]),
  deviceId: id<DeviceId>().nullable(),
  grants: z.array(z.object({ placeId: id<PlaceId>() })),
  openedPersonal: z.array(id<PlaceId>()),
}) satisfies z.ZodType<Actor>

/** Where it was asked, for the access log; a job of an earlier release does not say. */
export const fromSchema = z
  .object({ address: z.string().nullable(), userAgent: z.string() })
  .default({ address: null, userAgent: '' })

/** Places are ids here: a slug may lead elsewhere by the time the job runs. */
export const bulkPayloadSchema = z.object({
  placeId: id<PlaceId>(),
  /** Of a move or copy. */
  targetPlaceId: id<PlaceId>().nullable(),
  body: bulkBodySchema,
  actor: actorSchema,
  from: fromSchema,
})
export type BulkPayload = z.output<typeof bulkPayloadSchema>

export const bulkResultSchema = z.object({
  changed: z.number().int(),
  skipped: z.number().int(),
  refused: z.number().int(),
})
export type BulkResult = z.output<typeof bulkResultSchema>
