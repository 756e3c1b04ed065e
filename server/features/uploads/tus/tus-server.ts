import { Server } from '@tus/server'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { CHECKSUM_ALGORITHMS } from './checksum.ts'
import { createExchanges, currentExchange, type Exchange } from './exchange.ts'
import { TusLocker } from './tus-locker.ts'
import { fromTusFailure } from './tus-problems.ts'
import { VaultStore, type VaultStoreDeps } from './vault-store.ts'

const PATH = '/api/uploads'
/** All that @tus/server may see of a request: nothing in these lets a client choose a host, a method or an origin. */
const PASSED_HEADERS = [
  'tus-resumable',
  'upload-length',
  'upload-defer-length',
  'upload-offset',
  'content-type',
  'content-length',
]
/** A creation's own bytes are taken after it, for which @tus/server must not know of them. */
const OF_A_BODY = new Set(['content-type', 'content-length'])
/** All that may leave of its answers: no CORS, and metadata and expiry are told from the record. */
const ANSWERED_HEADERS = [
  'location',
  'upload-offset',
  'upload-length',
  'upload-defer-length',
  'tus-version',
  'tus-extension',
]

export interface TusAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
}

export interface TusServerDeps extends Omit<VaultStoreDeps, 'exchanges'> {
  /** Runs for a creation, when @tus/server asks for an id: makes the upload. */
  readonly create: (exchange: Exchange) => Promise<void>
}

/** @tus/server as the speaker of the protocol; bytes and records are ours. */
export class TusServer {
  readonly #exchanges = createExchanges()
  readonly #server: Server

  constructor(deps: TusServerDeps) {
    this.#server = new Server({
      path: PATH,
      relativeLocation: true,
      datastore: new VaultStore({ ...deps, exchanges: this.#exchanges }),
      locker: new TusLocker(deps.uploads, this.#exchanges),
      namingFunction: async () => {
        const exchange = currentExchange(this.#exchanges)
        await deps.create(exchange)
        if (exchange.record === null) throw new VaultError('internal')
        return exchange.record.id
      },
      onResponseError: (_request, error) => {
        currentExchange(this.#exchanges).failure = error
        return undefined
      },
    })
  }

  /** @throws VaultError, or what was thrown below */
  async speak(exchange: Exchange): Promise<TusAnswer> {
    const answer = await this.#exchanges.run(exchange, () => this.#server.handleWeb(withoutBody(exchange)))
    if (exchange.failure !== null) throw fromTusFailure(exchange.failure)
    if (answer.status >= 400) throw refusalOf(answer.status)
    const headers: Record<string, string> = {}
    for (const name of ANSWERED_HEADERS) {
      const value = answer.headers.get(name)
      if (value !== null) headers[name] = value
    }
    if (headers.location !== undefined && exchange.record !== null) {
      headers.location = exchange.door.locate(exchange.record.id)
    }
    if (exchange.request.method === 'OPTIONS') headers['tus-checksum-algorithm'] = CHECKSUM_ALGORITHMS.join(',')
    return { status: answer.status, headers }
  }
}

/** What it refuses by itself, without throwing, is a header that our own reading let through. */
function refusalOf(status: number): VaultError {
  if (status === 412) return new VaultError('tus_version_unsupported')
  return new VaultError(status === 404 ? 'upload_not_found' : 'bad_request')
}

function withoutBody({ request, door }: Exchange): Request {
  const headers = new Headers()
  for (const name of PASSED_HEADERS) {
    const value = request.headers[name]
    const hidden = request.method === 'POST' && OF_A_BODY.has(name)
    if (value !== undefined && !hidden) headers.set(name, String(value))
  }
  // By whichever door it comes, it is the same upload. The host is never used.
  const path = door.target === null ? PATH : `${PATH}/${door.target}`
  return new Request(new URL(path, 'http://vault'), { method: request.method ?? 'GET', headers })
}
