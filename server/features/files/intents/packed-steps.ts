import { CompiledQuery } from 'kysely'
import { z } from 'zod'
import type { Query } from '#server/db/query.ts'
import { isGuarded, type Step } from '#server/db/unit-of-work.ts'

/** A step of a unit of work as plain JSON: what an intent keeps, so that it can be committed after a crash. */
export const packedStepSchema = z.object({
  sql: z.string(),
  parameters: z.array(z.union([z.null(), z.string(), z.number(), z.object({ base64: z.string() })])),
  guard: z
    .object({
      expect: z.union([z.object({ changes: z.number() }), z.literal('rows'), z.literal('no-rows')]),
      otherwise: z.string(),
    })
    .optional(),
})
export type PackedStep = z.output<typeof packedStepSchema>

export function packStep(step: Step): PackedStep {
  if (!isGuarded(step)) return packQuery(step)
  return { ...packQuery(step.query), guard: { expect: step.expect, otherwise: step.otherwise } }
}

export function unpackStep({ sql, parameters, guard }: PackedStep): Step {
  const values = parameters.map((value) =>
    value !== null && typeof value === 'object' ? new Uint8Array(Buffer.from(value.base64, 'base64')) : value,
  )
  const query = CompiledQuery.raw(sql, values)
  return guard === undefined ? query : { query, ...guard }
}

function packQuery(query: Query): PackedStep {
  const { sql, parameters } = 'sql' in query ? query : query.compile()
  return { sql, parameters: parameters.map(packValue) }
}

function packValue(value: unknown): PackedStep['parameters'][number] {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  if (value instanceof Uint8Array) return { base64: Buffer.from(value).toString('base64') }
  throw new TypeError(`not a value for the database: ${typeof value}`)
}
