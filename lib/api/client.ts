import type { AnyRoute, Input, Output } from '#lib/contracts/http/route.ts'
import { isErrorCode } from '#lib/core/errors/is-error-code.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { buildPath } from './build-path.ts'

type Part<K extends string, S> = [S] extends [undefined] ? { [key in K]?: undefined } : { [key in K]: S }

/** What a call of a route needs: `params`, `query` and `body` exactly as its contract says. */
export type CallInput<R extends AnyRoute> = Part<'params', Input<R['params']>> &
  Part<'query', Input<R['query']>> &
  Part<'body', Input<R['body']>> & { signal?: AbortSignal }

export interface Api {
  /** @throws VaultError with the code of the problem document, or `unavailable` when the vault is out of reach. */
  call<R extends AnyRoute>(contract: R, input: CallInput<R>): Promise<Output<R['response']>>
  /** The address of a route, for `<a href>`, `<video src>` and tus. */
  href<R extends AnyRoute>(
    contract: R,
    input: Part<'params', Input<R['params']>> & Part<'query', Input<R['query']>>,
  ): string
}

/**
 * The typed client of the route table, on web standards: the same for browser, worker, CLI and tests.
 * @param baseUrl '' in a page; else the origin of the vault
 */
export function createApi(options: {
  baseUrl: string
  fetch: typeof globalThis.fetch
  headers?: () => Record<string, string>
}): Api {
  return {
    href: (contract, input) => options.baseUrl + buildPath(contract.path, input.params, input.query),
    async call(contract, input) {
      const headers: Record<string, string> = { accept: 'application/json', ...options.headers?.() }
      if (input.body !== undefined) headers['content-type'] = 'application/json'
      const url = options.baseUrl + buildPath(contract.path, input.params, input.query)
      const response = await send(options.fetch, url, {
        method: contract.method,
        headers,
        credentials: 'same-origin',
        cache: 'no-store',
        ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
        ...(input.signal ? { signal: input.signal } : {}),
      })
      if (!response.ok) throw await problemOf(response)
      if (contract.response === undefined) return undefined as never
      // The parse below checks the shape; `as` only names what the contract's own schema returned.
      return contract.response.parse(await response.json()) as never
    },
  }
}

async function send(fetch: typeof globalThis.fetch, url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new VaultError('unavailable', { details: { offline: true }, cause })
  }
}

/** Turns an error answer into the VaultError it was; an answer without a problem document becomes `unavailable`. */
export async function problemOf(response: Response): Promise<VaultError> {
  const retryAfter = response.headers.get('retry-after')
  const details: Record<string, unknown> = { status: response.status }
  if (retryAfter !== null) details.retryAfterSeconds = Number(retryAfter)
  const body: unknown = await response.json().catch(() => null)
  if (typeof body !== 'object' || body === null) return new VaultError('unavailable', { details })
  const { code, ...rest } = body as Record<string, unknown>
  return new VaultError(isErrorCode(code) ? code : 'unavailable', { details: { ...rest, ...details } })
}
