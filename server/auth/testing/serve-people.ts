import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createSessionCookies } from '#server/auth/session-cookies.ts'
import { accountRoutes } from '#server/features/accounts/accounts.routes.ts'
import { placeRoutes } from '#server/features/rooms/places.routes.ts'
import { roomRoutes } from '#server/features/rooms/rooms.routes.ts'
import { unlockRoutes } from '#server/features/rooms/unlock.routes.ts'
import { sessionViewRoutes } from '#server/features/sessions/session-view.routes.ts'
import { sessionRoutes } from '#server/features/sessions/sessions.routes.ts'
import { settingsRoutes } from '#server/features/settings/settings.routes.ts'
import { setupRoutes } from '#server/features/setup/setup.routes.ts'
import { openSetupService } from '#server/features/setup/setup.service.ts'
import { tokenRoutes } from '#server/features/tokens/tokens.routes.ts'
import { createPipeline } from '#server/http/pipeline.ts'
import { sendProblem } from '#server/http/problem.ts'
import { createRateLimiter } from '#server/http/rate-limiter.ts'
import { createRouter } from '#server/http/router.ts'
import type { TestPeople } from './open-test-people.ts'

export const SETUP_CODE = 'K7QF-9M2X-TR4D'

const NO_REACH = { publicUrl: null, lanHost: null, httpsPort: null, httpPort: null, linksOnPlainHttp: false }

export interface ServedPeople {
  readonly origin: string
  close(): Promise<void>
}

/** The routes of people and rooms behind the real pipeline, over plain http on the loopback. */
export async function servePeople(people: TestPeople): Promise<ServedPeople> {
  const setup = await openSetupService({ code: SETUP_CODE, ...people })
  const cookies = createSessionCookies({ clock: people.clock, tokens: people.sessionTokens })
  const identities = people.identity
  const routes = [
    ...setupRoutes({ setup }),
    ...settingsRoutes(people),
    ...sessionViewRoutes({
      ...{ clock: people.clock, identities, cookies, settings: people.settings, setupNeeded: setup.isNeeded },
      vault: { version: 'test', plainHttpAllowed: false, maxFileBytes: null, uploadKeepDays: 7, reach: NO_REACH },
    }),
    ...sessionRoutes(people),
    ...tokenRoutes(people),
    ...accountRoutes(people),
    ...placeRoutes({ places: people.places, identities }),
    ...roomRoutes({ ...people, identities }),
    ...unlockRoutes({ grants: people.grants, cookies, grantMs: 3_600_000 }),
  ]
  const free = { 'sign-in': null, unlock: null, token: null, 'look-up': null, download: null, upload: null }
  const pipeline = createPipeline({
    router: createRouter(
      routes.map((route) => route.contract),
      routes,
    ),
    identify: identities.identify,
    targets: { findPlace: people.places.findFacts, findEntry: async () => null, findUpload: async () => null },
    limiter: createRateLimiter({ policies: free, clock: people.clock }),
    vault: {
      editorsMayCreateRooms: () => people.settings.current().editorsMayCreateRooms,
      setupNeeded: setup.isNeeded,
    },
  })
  const server = createServer((request, response) => {
    const ownOrigin = `http://${request.headers.host}`
    const facts = { requestId: 'test', address: '127.0.0.1', secure: false, ownOrigin }
    const url = new URL(request.url ?? '/', ownOrigin)
    pipeline(request, response, { ...facts, url }).catch((error: unknown) => sendProblem(response, error, 'test'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    // It listens on a port, so its address is of this kind.
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: the tests say what they expect in it
  readonly body: any
  readonly headers: Headers
}

/** A browser's side of a conversation: keeps cookies and names its origin on writes; `bearer` makes it a program. */
export function createClient(origin: string, options: { bearer?: string } = {}) {
  const jar = new Map<string, string>()
  const isProgram = options.bearer !== undefined
  return {
    jar,
    async call(address: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
      const [method = 'GET', path = '/'] = address.split(' ')
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      const response = await fetch(origin + path, {
        method,
        headers: {
          ...(cookie === '' ? {} : { cookie }),
          ...(isProgram || method === 'GET' ? {} : { origin }),
          ...(isProgram ? { authorization: `Bearer ${options.bearer}` } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      for (const line of response.headers.getSetCookie()) {
        const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
        if (/Max-Age=0/.test(line)) jar.delete(name)
        else jar.set(name, value)
      }
      const text = await response.text()
      return { status: response.status, body: text === '' ? null : JSON.parse(text), headers: response.headers }
    },
  }
}
