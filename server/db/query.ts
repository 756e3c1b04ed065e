import type { Compilable, CompiledQuery, Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** Compiles SQL with the types of the schema. It never executes: hand what it builds to `read` or `commit`. */
export type QueryBuilder = Kysely<Schema>

/** A built query: `db.build.selectFrom(...)...`, or a raw one: ``sql<Row>`...`.compile(db.build)``. */
export type Query<Row = unknown> = Compilable<Row> | CompiledQuery<Row>

export type RowOf<Q> = Q extends Query<infer Row> ? Row : never

/** A value as it lies in a column. Flags are 0 | 1, JSON is text, integers beyond 2^53 are decimal text. */
export type SqlValue = null | string | number | Uint8Array
