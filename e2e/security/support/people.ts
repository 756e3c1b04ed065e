import type { VaultProcess } from '../../support/vault-process.ts'
import { type Answer, type Door, send } from './wire.ts'

export type Person = { readonly name: string; readonly password: string }
/** How somebody proves who they are, as headers of a request. */
export type Proof = Readonly<Record<string, string>>

export interface TokenPair {
  readonly accessToken: string
  readonly refreshToken: string
}

export function plainDoor(vault: VaultProcess): Door {
  return { port: vault.httpPort }
}

export function secureDoor(vault: VaultProcess): Door {
  return { port: vault.httpsPort, tls: true }
}

export const bearer = (token: string): Proof => ({ authorization: `Bearer ${token}` })

/** Asks for tokens as a program does. */
export function askForTokens(door: Door, person: Person, headers: Record<string, string> = {}): Promise<Answer> {
  return sendJson(door, 'POST', '/api/tokens', { grant: 'password', ...person, label: 'security tests' }, headers)
}

/** @throws Error when the person is not let in */
export async function takeTokens(door: Door, person: Person): Promise<TokenPair> {
  const answer = await askForTokens(door, person)
  if (answer.status !== 201) throw new Error(`no tokens for ${person.name}: ${answer.status} ${answer.text}`)
  return answer.json<TokenPair>()
}

export interface CookieJar {
  /** The Cookie header; '' when empty. */
  header(): string
  /** The lines as they were set, attributes included. */
  readonly lines: readonly string[]
  take(answer: Answer): void
}

export function openJar(): CookieJar {
  const cookies = new Map<string, string>()
  const lines: string[] = []
  return {
    header: () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    lines,
    take(answer) {
      for (const line of answer.headers['set-cookie'] ?? []) {
        lines.push(line)
        const pair = line.split(';', 1)[0] ?? ''
        const equals = pair.indexOf('=')
        const isGone = /;\s*max-age=0\b/i.test(line) || equals === pair.length - 1
        if (isGone) cookies.delete(pair.slice(0, equals))
        else cookies.set(pair.slice(0, equals), pair.slice(equals + 1))
      }
    },
  }
}

function originOf({ port, tls }: Door): string {
  return `${tls ? 'https' : 'http'}://localhost:${port}`
}

/** Knocks at the sign-in door as the page does: the csrf token first, then the form. */
export async function knockAtSignIn(
  door: Door,
  person: Person,
  jar: CookieJar = openJar(),
  headers: Record<string, string> = {},
): Promise<Answer> {
  const csrf = await send(door, {
    method: 'GET',
    path: '/api/auth/csrf',
    headers: { cookie: jar.header(), ...headers },
  })
  jar.take(csrf)
  const { csrfToken } = csrf.json<{ csrfToken: string }>()
  const form = new URLSearchParams({ ...person, csrfToken, json: 'true', callbackUrl: '/', redirect: 'false' })
  const answer = await send(door, {
    method: 'POST',
    path: '/api/auth/callback/credentials',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      cookie: jar.header(),
      origin: originOf(door),
      ...headers,
    },
    body: form.toString(),
  })
  jar.take(answer)
  return answer
}

/** A person signed in by cookie; writes carry the vault's own origin, as a browser's do. @throws Error when refused */
export async function signInByCookie(door: Door, person: Person): Promise<{ proof: Proof; jar: CookieJar }> {
  const jar = openJar()
  const answer = await knockAtSignIn(door, person, jar)
  const proof = { cookie: jar.header(), origin: originOf(door) }
  const session = await send(door, { method: 'GET', path: '/api/session', headers: proof })
  const { principal } = session.json<{ principal: { kind: string } }>()
  if (principal.kind !== 'account') throw new Error(`${person.name} is not signed in: ${answer.status} ${answer.text}`)
  return { proof, jar }
}

export function sendJson(
  door: Door,
  method: string,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return send(door, {
    ...{ method, path, body: JSON.stringify(body) },
    headers: { 'content-type': 'application/json', ...headers },
  })
}

/** Types a room's password; a program gets the grant in the body, a browser as a cookie. */
export function unlock(
  door: Door,
  room: string,
  password: string,
  headers: Proof = {},
  grantIn = 'body',
): Promise<Answer> {
  return sendJson(door, 'POST', `/api/rooms/${encodeURIComponent(room)}/unlock`, { password, grantIn }, headers)
}
