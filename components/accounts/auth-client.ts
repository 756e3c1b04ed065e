import { z } from 'zod'
import { problemOf } from '#lib/api/client.ts'
import { sayEnd } from '#lib/browser/sign-out/unsaid-end.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'

export interface Credentials {
  name: string
  password: string
}

const SIGN_OUT_WAITS_MS = 5_000

const csrfSchema = z.object({ csrfToken: z.string() })

/**
 * Speaks to next-auth's addresses without its browser code, which navigates away when the vault is out of reach
 * and knows no `Retry-After`. The cookie is set by the answer.
 * @throws VaultError with the code of the vault's refusal, or `unavailable`
 */
export async function signIn(credentials: Credentials): Promise<void> {
  await sayUnsaidEnd()
  await post('/api/auth/callback/credentials', { ...credentials })
}

/** Ends the session of whoever signed out here while the vault was away. @throws VaultError while it still is */
export function sayUnsaidEnd(): Promise<void> {
  return sayEnd(signOut, { storage: () => window.localStorage, locks: window.navigator.locks })
}

/**
 * Ends this session. A vault that swallows what is sent to it, as an address does that one has walked away from, counts as
 * out of reach after a while: nobody stands before a device that keeps everything meanwhile.
 * @throws VaultError
 */
export async function signOut(): Promise<void> {
  await post('/api/auth/signout', {}, AbortSignal.timeout(SIGN_OUT_WAITS_MS))
}

async function post(path: string, fields: Record<string, string>, signal?: AbortSignal): Promise<void> {
  const wait = signal === undefined ? {} : { signal }
  const csrfToken = await readCsrfToken(await ask('/api/auth/csrf', wait))
  await ask(path, { ...wait, method: 'POST', body: new URLSearchParams({ ...fields, csrfToken, json: 'true' }) })
}

/** Somebody else's page in the place of the vault's answer, as a hotel's, is a vault out of reach. */
async function readCsrfToken(response: Response): Promise<string> {
  try {
    return csrfSchema.parse(await response.json()).csrfToken
  } catch (cause) {
    throw new VaultError('unavailable', { details: { offline: true }, cause })
  }
}

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  let response: Response
  try {
    response = await fetch(path, { ...init, credentials: 'same-origin', cache: 'no-store', redirect: 'manual' })
  } catch (cause) {
    throw new VaultError('unavailable', { details: { offline: true }, cause })
  }
  // next-auth answers a sign-out with a redirect, which is as good as 200 here.
  if (!response.ok && response.type !== 'opaqueredirect') throw await problemOf(response)
  return response
}
