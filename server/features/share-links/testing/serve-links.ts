import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import type { SharedView, ShareLinkBody } from '#lib/contracts/http/share-links.ts'
import { ADMIN, type House, MILA, serveHouse } from '#server/features/chat/testing/serve-house.ts'

/** A browser that opened a link. */
export interface Visitor {
  readonly view: SharedView
  readonly cookie: string
}

interface LinkHouse {
  house: House
  /** Headers of who is signed in, anew for each test. */
  admin: Record<string, string>
  mila: Record<string, string>
  milaId: string
  room: string
}

/** A vault for the tests of one file, with an admin, an editor and a room; each test ends without an error of the vault. */
export function serveLinks() {
  const at = {} as LinkHouse
  beforeAll(async () => {
    at.house = await serveHouse()
    at.admin = await at.house.signIn(ADMIN)
    const admin = at.house.apiOf(at.admin)
    at.milaId = (await admin.call(ROUTES.people.createAccount, { body: { ...MILA, role: 'editor' } })).id
    at.room = (await admin.call(ROUTES.places.createRoom, { body: { name: 'Garden', access: 'accounts' } })).id
  })
  beforeEach(async () => {
    at.admin = await at.house.signIn(ADMIN)
    at.mila = await at.house.signIn(MILA)
  })
  afterEach(() => {
    expect(at.house.errors).toEqual([])
  })
  afterAll(async () => {
    await at.house.stop()
    await at.house.remove()
  })

  async function put(path: string, bytes: string | Buffer, who = at.admin): Promise<string> {
    const answer = await fetch(`${at.house.origin}/api/places/${at.room}/content?path=${encodeURIComponent(path)}`, {
      ...{ method: 'PUT', headers: who, body: new Uint8Array(Buffer.from(bytes)) },
    })
    expect(answer.ok, await answer.clone().text()).toBe(true)
    return ((await answer.json()) as { entry: { id: string } }).entry.id
  }

  const make = (entries: string[], more: Partial<ShareLinkBody> = {}, who = at.admin) =>
    at.house.apiOf(who).call(ROUTES.shareLinks.create, { body: { entries, ...more } })

  const listed = async (id: string, who = at.admin, of: 'me' | 'everybody' = 'me') =>
    (await at.house.apiOf(who).call(ROUTES.shareLinks.list, { query: { of } })).links.find((link) => link.id === id)

  async function post(body: object, cookie = ''): Promise<Response> {
    return fetch(`${at.house.origin}/api/shared`, {
      ...{ method: 'POST', body: JSON.stringify(body) },
      headers: { 'content-type': 'application/json', ...(cookie === '' ? {} : { cookie, origin: at.house.origin }) },
    })
  }

  async function visit(token: string, password?: string): Promise<Visitor> {
    const answer = await post({ token, ...(password === undefined ? {} : { password }) })
    expect(answer.status, await answer.clone().text()).toBe(200)
    return { view: (await answer.json()) as SharedView, cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' }
  }

  const contentOf = ({ view }: Visitor, entry: string) =>
    `${at.house.origin}/api/shared/${view.id}/files/${entry}/content`
  const get = (url: string, { cookie }: Visitor, headers: Record<string, string> = {}) =>
    fetch(url, { headers: { cookie, ...headers } })
  const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code
  const refusalOf = async (token: string, password?: string) => codeOf(await post({ token, password }))

  return { at, put, make, listed, post, visit, contentOf, get, codeOf, refusalOf }
}
