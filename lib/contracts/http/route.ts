import type { z } from 'zod'
import type { Action } from '#lib/core/permissions/actors-and-targets.ts'

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'

/**
 * Who may call a route. The pipeline enforces it before the handler runs: a place, entry or upload rule
 * loads the target named by the path parameter `:place`, `:entry` or `:upload` and asks `can`.
 */
export type RouteRule =
  | { kind: 'public' }
  | { kind: 'setup' }
  | { kind: 'account' }
  | { kind: 'vault'; action: Action }
  | { kind: 'place'; action: Action }
  | { kind: 'entry'; action: Action }
  | { kind: 'upload'; action: Action }

/** Buckets of the rate limiter; generous for a household, configurable. */
export type RateBucket = 'sign-in' | 'unlock' | 'token' | 'look-up' | 'download' | 'upload' | 'none'

export type Shape = z.ZodType | undefined

/**
 * One row of the route table. `json` routes are parsed and presented by the pipeline; `bytes` routes get the raw
 * request.
 */
export interface RouteContract<
  Params extends Shape = Shape,
  Query extends Shape = Shape,
  Body extends Shape = Shape,
  Response extends Shape = Shape,
> {
  readonly id: string
  readonly method: Method
  /** `/api/...` with `:name` segments. */
  readonly path: string
  readonly kind: 'json' | 'bytes'
  readonly rule: RouteRule
  readonly bucket: RateBucket
  readonly summary: string
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly response: Response
  /** Status of a success; 204 when there is no response shape. */
  readonly status: number
}

type RouteOptions<P extends Shape, Q extends Shape, B extends Shape, R extends Shape> = {
  summary: string
  rule: RouteRule
  bucket?: RateBucket
  params?: P
  query?: Q
  body?: B
  response?: R
  status?: number
  kind?: 'json' | 'bytes'
}

/** Declares a route: `route('entries.list', 'GET /api/places/:place/entries', { ... })`. */
export function route<
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Shape = undefined,
  R extends Shape = undefined,
>(id: string, address: `${Method} /${string}`, options: RouteOptions<P, Q, B, R>): RouteContract<P, Q, B, R> {
  const space = address.indexOf(' ')
  return {
    id,
    // The template type above guarantees a method before the space.
    method: address.slice(0, space) as Method,
    path: address.slice(space + 1),
    kind: options.kind ?? 'json',
    rule: options.rule,
    bucket: options.bucket ?? 'none',
    summary: options.summary,
    // An omitted option is `undefined`, which is exactly what the defaulted type parameter says.
    params: options.params as P,
    query: options.query as Q,
    body: options.body as B,
    response: options.response as R,
    status: options.status ?? (options.response === undefined ? 204 : 200),
  }
}

export type Output<S extends Shape> = S extends z.ZodType ? z.output<S> : undefined
export type Input<S extends Shape> = S extends z.ZodType ? z.input<S> : undefined
export type AnyRoute = RouteContract<Shape, Shape, Shape, Shape>
