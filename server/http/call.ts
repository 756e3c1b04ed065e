import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AnyRoute, Input, Output, RouteContract, Shape } from '#lib/contracts/http/route.ts'
import type { AccountId, DeviceId, EntryId, PlaceId, SessionId, UploadId } from '#lib/core/ids/ids.ts'
import type { Actor, PlaceFacts } from '#lib/core/permissions/actors-and-targets.ts'

/** Who sends a request or holds a socket, found by the one identity pipeline. */
export interface Identity {
  readonly actor: Actor
  readonly account: { readonly id: AccountId; readonly name: string; readonly personalPlaceId: PlaceId } | null
  readonly sessionId: SessionId | null
  readonly deviceId: DeviceId | null
  readonly via: 'nobody' | 'cookie' | 'bearer' | 'grant' | 'service'
  /** A cookie took part, so a write must prove its origin (CSRF). */
  readonly byCookie: boolean
  /** Its cookie names a session that is over: where signing in is needed, `session_ended` is the truer answer. */
  readonly sessionEnded?: true
}

export interface IdentityInput {
  readonly headers: IncomingMessage['headers']
  readonly secure: boolean
  readonly address: string
}
export type Identify = (input: IdentityInput) => Promise<Identity>

/** The thing a route's rule speaks of, loaded and permitted before the handler runs. */
export type Target =
  | { readonly kind: 'none' }
  | { readonly kind: 'place'; readonly place: PlaceFacts }
  | { readonly kind: 'entry'; readonly place: PlaceFacts; readonly entryId: EntryId; readonly owner: Owner | null }
  | { readonly kind: 'upload'; readonly place: PlaceFacts; readonly uploadId: UploadId; readonly owner: Owner }

export type Owner = { kind: 'account'; accountId: AccountId } | { kind: 'guest'; deviceId: DeviceId }

/** One request as a handler sees it. */
export interface Context {
  readonly requestId: string
  readonly identity: Identity
  readonly target: Target
  /** The client, after `--trust-proxy`. */
  readonly address: string
  readonly secure: boolean
  readonly userAgent: string
  /** Value of the Origin header; null for programs. */
  readonly origin: string | null
  /** A cookie of the request by its name. */
  cookie(name: string): string | undefined
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal
  setHeader(name: string, value: string): void
  /** Adds one Set-Cookie line. */
  addCookie(line: string): void
}

export interface Call<R extends AnyRoute> {
  readonly params: Output<R['params']>
  readonly query: Output<R['query']>
  readonly body: Output<R['body']>
  readonly context: Context
}

/** What a handler answers: nothing when its contract has no response shape. */
export type Answer<R extends AnyRoute['response']> = [R] extends [undefined] ? Promise<void> : Promise<Input<R>>

export type JsonHandler<R extends AnyRoute> = (call: Call<R>) => Answer<R['response']>
export type ByteHandler<R extends AnyRoute> = (
  call: Omit<Call<R>, 'body'>,
  request: IncomingMessage,
  response: ServerResponse,
) => Promise<void>

export type BoundRoute =
  | { readonly kind: 'json'; readonly contract: AnyRoute; readonly handle: JsonHandler<AnyRoute> }
  | { readonly kind: 'bytes'; readonly contract: AnyRoute; readonly handle: ByteHandler<AnyRoute> }

/** Binds a handler to its row of the table; the pipeline parsed, identified and authorised before it is called. */
export function onJson<P extends Shape, Q extends Shape, B extends Shape, R extends Shape>(
  contract: RouteContract<P, Q, B, R>,
  handle: (call: { params: Output<P>; query: Output<Q>; body: Output<B>; context: Context }) => Answer<R>,
): BoundRoute {
  // The pipeline parses with this very contract, so the narrower handler is safe.
  return { kind: 'json', contract, handle: handle as unknown as JsonHandler<AnyRoute> }
}

/** Binds a raw Node handler for bytes; it must answer or destroy the response, and may throw VaultError before that. */
export function onBytes<P extends Shape, Q extends Shape, B extends Shape, R extends Shape>(
  contract: RouteContract<P, Q, B, R>,
  handle: ByteHandler<RouteContract<P, Q, B, R>>,
): BoundRoute {
  return { kind: 'bytes', contract, handle: handle as unknown as ByteHandler<AnyRoute> }
}

/** The place of a place, entry or upload route. */
export function placeOf(context: Context): PlaceFacts {
  if (context.target.kind === 'none') throw new TypeError('this route has no target')
  return context.target.place
}

export function entryOf(context: Context): Extract<Target, { kind: 'entry' }> {
  if (context.target.kind !== 'entry') throw new TypeError('this route has no entry')
  return context.target
}

export function uploadOf(context: Context): Extract<Target, { kind: 'upload' }> {
  if (context.target.kind !== 'upload') throw new TypeError('this route has no upload')
  return context.target
}

/** Loads what rules speak of; answered by the services of places, files and uploads. */
export interface Targets {
  findPlace(idOrSlug: string): Promise<PlaceFacts | null>
  findEntry(id: string): Promise<{ placeId: PlaceId; entryId: EntryId; owner: Owner | null } | null>
  findUpload(id: string): Promise<{ placeId: PlaceId; uploadId: UploadId; owner: Owner } | null>
}
