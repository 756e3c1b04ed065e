import { randomBytes } from 'node:crypto'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { ADMIN, EDITOR, VIEWER } from '../../support/people.ts'
import { DEN_PASSWORD, type Household, MEMBER, STUDIO_PASSWORD } from './household.ts'
import { bearer, type Person, type Proof, signInByCookie, takeTokens, unlock } from './people.ts'
import type { PersonKind } from './permissions.ts'
import { send } from './wire.ts'

/** Somebody as a request shows them: who they are, or the one code that every route answers instead. */
export interface Identity {
  readonly label: string
  readonly proof: Proof
  readonly is:
    | { readonly kind: 'person'; readonly person: PersonKind }
    /** A bearer that is not valid: refused everywhere, for a program must not go on as somebody else. */
    | { readonly kind: 'refused'; readonly code: string }
    /** A cookie of a session that is over: nobody, but told so wherever that makes the difference. */
    | { readonly kind: 'over' }
  /** The same somebody with credentials of its own, for what ends them. */
  fresh(): Promise<Proof>
}

/** It is refused everywhere but at the metrics, also where everybody is let in. */
export const METRICS_TOKEN = 'a metrics token'

type Way = () => Promise<Proof>

/** Everybody who may stand before a route. */
export async function gatherIdentities(house: Household): Promise<Identity[]> {
  const { door } = house
  const asProgram =
    (person: Person): Way =>
    async () =>
      bearer((await takeTokens(door, person)).accessToken)
  const asBrowser =
    (person: Person): Way =>
    async () =>
      (await signInByCookie(door, person)).proof
  const guestProgram =
    (room: string, password: string): Way =>
    async () => {
      const answer = await unlock(door, room, password)
      const { grant } = answer.json<{ grant?: string }>()
      if (grant === undefined) throw new Error(`no grant for ${room}: ${answer.status} ${answer.text}`)
      return bearer(grant)
    }
  const guestBrowser =
    (room: string, password: string): Way =>
    async () => {
      const origin = `http://localhost:${door.port}`
      const answer = await unlock(door, room, password, { origin }, 'cookie')
      const cookie = (answer.headers['set-cookie'] ?? []).map((line) => line.split(';', 1)[0]).join('; ')
      return { cookie, origin }
    }
  const person = async (label: string, kind: PersonKind, way: Way): Promise<Identity> => {
    return { label, proof: await way(), is: { kind: 'person', person: kind }, fresh: way }
  }
  const fixed = (label: string, proof: Proof, is: Identity['is']): Identity => {
    return { label, proof, is, fresh: () => Promise.resolve(proof) }
  }

  return [
    fixed('nobody', {}, { kind: 'person', person: 'nobody' }),
    await person('a guest by grant', 'guest', guestProgram('studio', STUDIO_PASSWORD)),
    await person('a guest by cookie', 'guest', guestBrowser('studio', STUDIO_PASSWORD)),
    await person('a guest of another room', 'neighbour', guestProgram('den', DEN_PASSWORD)),
    await person('a viewer', 'viewer', asProgram(VIEWER)),
    await person('a viewer by cookie', 'viewer', asBrowser(VIEWER)),
    await person('an editor', 'editor', asProgram(EDITOR)),
    await person('an editor by cookie', 'editor', asBrowser(EDITOR)),
    await person('a named member', 'member', asProgram(MEMBER)),
    await person('an admin', 'admin', asProgram(ADMIN)),
    await person('an admin by cookie', 'admin', asBrowser(ADMIN)),
    fixed(METRICS_TOKEN, await metricsToken(house), refused('forbidden')),
    fixed('a forged token', bearer(`ha_${randomBytes(32).toString('base64url')}`), refused('token_invalid')),
    fixed('a forged grant', bearer(`hg_${randomBytes(32).toString('base64url')}`), refused('token_invalid')),
    fixed('a token of another kind', bearer('eyJhbGciOiJub25lIn0.eyJyb2xlIjoiYWRtaW4ifQ.'), refused('token_invalid')),
    fixed('a basic credential', { authorization: 'Basic cm9vdDpyb290' }, refused('token_invalid')),
    fixed('a forged cookie', forgedCookie(door.port), { kind: 'over' }),
    fixed('an ended token', await endedToken(house), refused('session_ended')),
    fixed('an ended cookie', await endedCookie(house), { kind: 'over' }),
  ]
}

const refused = (code: string): Identity['is'] => ({ kind: 'refused', code })

/** Shaped like an encrypted token, made without the secret. */
function forgedCookie(port: number): Proof {
  const part = (bytes: number): string => randomBytes(bytes).toString('base64url')
  const header = Buffer.from('{"alg":"dir","enc":"A256GCM"}').toString('base64url')
  return { cookie: `hearth=${header}..${part(12)}.${part(64)}.${part(16)}`, origin: `http://localhost:${port}` }
}

async function metricsToken({ admin }: Household): Promise<Proof> {
  const body = { name: 'Prometheus', scope: 'metrics:read' } as const
  return bearer((await admin.call(ROUTES.serviceTokens.create, { body })).secret)
}

async function endedToken({ door }: Household): Promise<Proof> {
  const proof = bearer((await takeTokens(door, ADMIN)).accessToken)
  const answer = await send(door, { method: 'DELETE', path: '/api/tokens/current', headers: proof })
  if (answer.status !== 204) throw new Error(`the token did not end: ${answer.status} ${answer.text}`)
  return proof
}

async function endedCookie({ door }: Household): Promise<Proof> {
  const { proof } = await signInByCookie(door, ADMIN)
  const sessions = await send(door, { method: 'GET', path: '/api/me/sessions', headers: proof })
  const own = sessions.json<{ sessions: { id: string; current: boolean }[] }>().sessions.find(({ current }) => current)
  const answer = await send(door, { method: 'DELETE', path: `/api/me/sessions/${own?.id}`, headers: proof })
  if (answer.status !== 204) throw new Error(`the session did not end: ${answer.status} ${answer.text}`)
  return proof
}
