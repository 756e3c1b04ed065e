import { VaultError } from '#lib/core/errors/vault-error.ts'
import { cookieNames, parseCookies } from './cookies.ts'
import { secretKindOf } from './secrets.ts'

/** What a request shows of itself, before anything of it is believed. */
export type Credentials =
  | { readonly kind: 'none' }
  | { readonly kind: 'access' | 'grant' | 'service'; readonly secret: string }
  | {
      readonly kind: 'cookies'
      /** next-auth's encrypted token. */
      readonly session: string | null
      readonly deviceSecret: string | null
      readonly grantSecrets: readonly string[]
    }

/** Rooms that one browser keeps open at a time; more cookies than that are noise. */
const MAX_GRANTS = 50

/**
 * A program that sends an Authorization header means that one: cookies beside it do not count.
 * @throws VaultError ambiguous_credentials, token_invalid for anything but one bearer token of ours
 */
export function readCredentials(
  headers: { authorization?: string | undefined; cookie?: string | undefined },
  secure: boolean,
): Credentials {
  if (headers.authorization !== undefined) return readBearer(headers.authorization)
  if (headers.cookie === undefined) return { kind: 'none' }
  const names = cookieNames(secure)
  const cookies = parseCookies(headers.cookie)
  const device = cookies.get(names.device) ?? ''
  const grantSecrets = [...cookies]
    .filter(([name, value]) => name.startsWith(names.grantPrefix) && secretKindOf(value) === 'grant')
    .map(([, value]) => value)
    .slice(0, MAX_GRANTS)
  return {
    kind: 'cookies',
    session: cookies.get(names.session) || null,
    deviceSecret: secretKindOf(device) === 'device' ? device : null,
    grantSecrets,
  }
}

function readBearer(authorization: string): Credentials {
  // RFC 9110 section 11.6.2 allows one credential; a list is two proxies or two clients that disagree.
  if (authorization.includes(',')) throw new VaultError('ambiguous_credentials')
  const secret = /^Bearer +(\S+)$/i.exec(authorization.trim())?.[1]
  const kind = secret === undefined ? null : secretKindOf(secret)
  // Who shows one of the others shows it at the wrong door.
  if (secret === undefined || (kind !== 'access' && kind !== 'grant' && kind !== 'service')) {
    throw new VaultError('token_invalid')
  }
  return { kind, secret }
}
