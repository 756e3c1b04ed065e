import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AnyRoute } from '#lib/contracts/http/route.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { PERSON_HEADER, personNameOf } from '#lib/core/ids/person-name.ts'
import { can } from '#lib/core/permissions/can.ts'
import type { BoundRoute, Context, Identify, Identity, Target, Targets } from './call.ts'
import { createContext, type RequestFacts } from './context.ts'
import { isOwnOrigin } from './guards/origin-guard.ts'
import type { RateLimiter } from './rate-limiter.ts'
import { readJson } from './read-json.ts'
import type { Router } from './router.ts'

export interface PipelineDeps {
  readonly router: Router
  readonly identify: Identify
  readonly targets: Targets
  readonly limiter: RateLimiter
  /** Told what a request asks for, and who asks, before anybody decides whether it may. */
  readonly onMatch?: (request: IncomingMessage, routeId: string, identity: Identity, address: string) => void
  /** Facts of the vault that rules need; read at each request, for both change while it runs. */
  readonly vault: { readonly editorsMayCreateRooms: () => boolean; readonly setupNeeded: () => boolean }
}

/** One API request after the guards: identify, route, permit, parse, handle, present. @throws VaultError */
export type Pipeline = (
  request: IncomingMessage,
  response: ServerResponse,
  facts: RequestFacts & { readonly url: URL; readonly ownOrigin: string },
) => Promise<void>

export function createPipeline(deps: PipelineDeps): Pipeline {
  return async (request, response, facts) => {
    const method = request.method ?? 'GET'
    // Node keeps the first of two such headers and says nothing.
    if (request.headers.authorization !== undefined && (request.headersDistinct.authorization?.length ?? 0) > 1) {
      throw new VaultError('ambiguous_credentials')
    }
    const identity = await deps.identify({
      headers: request.headers,
      secure: facts.secure,
      address: facts.address,
    })
    const { principal } = identity.actor
    if (principal.kind !== 'service') response.setHeader(PERSON_HEADER, personNameOf(principal))
    assertOrigin(request, method, identity, facts.ownOrigin)
    const match = deps.router.match(method, facts.url.pathname)
    if (match === null) throw new VaultError('not_found')
    const { contract } = match.route
    deps.onMatch?.(request, contract.id, identity, facts.address)
    deps.limiter.take(contract.bucket, facts.address, isOneFile(contract, match.params) ? facts.url.pathname : null)
    const tellTruth = (error: unknown): never => {
      throw identity.sessionEnded ? afterTheEnd(error) : error
    }
    const target = await permit(deps, contract, match.params, identity).catch(tellTruth)
    const context = createContext(request, response, facts, identity, target)
    const call = { params: parse(contract.params, match.params), query: parseQuery(contract, facts.url), context }
    const done = run(match.route, call, request, response)
    // Behind a public rule the service asks who may, as when an upload is created.
    await (contract.rule.kind === 'public' ? done.catch(tellTruth) : done)
  }
}

/** Ranges of one file are one download; each archive is one of its own. */
function isOneFile({ bucket }: AnyRoute, params: Record<string, string>): boolean {
  return bucket === 'download' && params.entry !== undefined
}

function assertOrigin(request: IncomingMessage, method: string, identity: Identity, own: string): void {
  const { origin, 'sec-fetch-site': site } = request.headers
  // The header type allows lists, but Node folds this header into one value.
  const fetchSite = typeof site === 'string' ? site : undefined
  if (!isOwnOrigin({ method, origin, fetchSite, own, byCookie: identity.byCookie })) {
    throw new VaultError('foreign_origin')
  }
}

/** Loads the rule's target and asks the one place that decides. @throws VaultError with the code of the denial */
async function permit(
  deps: PipelineDeps,
  contract: AnyRoute,
  params: Record<string, string>,
  identity: Identity,
): Promise<Target> {
  const { rule } = contract
  const { actor } = identity
  // Asked before anything is looked up; what the vault's own rules say of it, `can` answers.
  if (actor.principal.kind === 'service' && rule.kind !== 'vault') throw new VaultError('forbidden')
  switch (rule.kind) {
    case 'public':
      return { kind: 'none' }
    case 'setup':
      if (!deps.vault.setupNeeded()) throw new VaultError('setup_done')
      return { kind: 'none' }
    case 'account':
      if (actor.principal.kind !== 'account') throw new VaultError('not_signed_in')
      return { kind: 'none' }
    case 'vault': {
      const vault = { kind: 'vault', editorsMayCreateRooms: deps.vault.editorsMayCreateRooms() } as const
      return allow(can(actor, rule.action, vault), { kind: 'none' })
    }
    case 'place': {
      const place = await deps.targets.findPlace(params.place ?? '')
      if (place === null) throw new VaultError('not_found')
      return allow(can(actor, rule.action, { kind: 'place', place }), { kind: 'place', place })
    }
    case 'entry': {
      const entry = await deps.targets.findEntry(params.entry ?? '')
      const place = entry === null ? null : await deps.targets.findPlace(entry.placeId)
      if (entry === null || place === null) throw new VaultError('not_found')
      const decision = can(actor, rule.action, { kind: 'entry', place, uploader: entry.owner })
      return allow(decision, { kind: 'entry', place, entryId: entry.entryId, owner: entry.owner })
    }
    case 'upload': {
      const upload = await deps.targets.findUpload(params.upload ?? '')
      const place = upload === null ? null : await deps.targets.findPlace(upload.placeId)
      if (upload === null || place === null) throw new VaultError('upload_not_found')
      const decision = can(actor, rule.action, { kind: 'upload', place, owner: upload.owner })
      return allow(decision, { kind: 'upload', place, uploadId: upload.uploadId, owner: upload.owner })
    }
  }
}

/** Whoever was signed in until just now is told to sign in again, not that the own film or upload is gone. */
function afterTheEnd(error: unknown): unknown {
  return error instanceof VaultError && DENIALS.has(error.code) ? new VaultError('session_ended') : error
}

const DENIALS: ReadonlySet<string> = new Set([
  'not_signed_in',
  'not_found',
  'upload_not_found',
  'forbidden',
  'room_locked',
])

function allow(decision: ReturnType<typeof can>, target: Target): Target {
  if (decision.kind === 'denied') throw new VaultError(decision.code)
  return target
}

type Schema = AnyRoute['params']

function parse(schema: Schema, value: unknown): unknown {
  return schema === undefined ? undefined : schema.parse(value)
}

function parseQuery(contract: AnyRoute, url: URL): unknown {
  if (contract.query === undefined) return undefined
  const values: Record<string, string> = Object.create(null)
  for (const [name, value] of url.searchParams) {
    if (name in values) throw new VaultError('bad_request', { details: { reason: 'query parameter twice', name } })
    values[name] = value
  }
  return contract.query.parse({ ...values })
}

async function run(
  route: BoundRoute,
  call: { params: unknown; query: unknown; context: Context },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { contract } = route
  // onJson and onBytes tied each handler to this contract, whose schemas just produced the values.
  const parsed = call as { params: undefined; query: undefined; context: Context }
  if (route.kind === 'bytes') return route.handle(parsed, request, response)
  const body = contract.body === undefined ? undefined : contract.body.parse(await readJson(request))
  const result = await route.handle({ ...parsed, body: body as undefined })
  present(response, contract, result)
}

function present(response: ServerResponse, contract: AnyRoute, result: unknown): void {
  if (response.destroyed) return
  response.setHeader('cache-control', 'no-store')
  if (contract.response === undefined) {
    response.writeHead(contract.status).end()
    return
  }
  const body = Buffer.from(JSON.stringify(result))
  response.writeHead(contract.status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
  })
  response.end(body)
}
