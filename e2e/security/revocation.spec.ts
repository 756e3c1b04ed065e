import { expect, test } from '@playwright/test'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { launchVault } from '../support/vault-process.ts'
import { WITHOUT_RATES } from './support/gathering.ts'
import { furnish, type Household } from './support/household.ts'
import {
  askForTokens,
  bearer,
  type Person,
  type Proof,
  sendJson,
  signInByCookie,
  type TokenPair,
  takeTokens,
  unlock,
} from './support/people.ts'
import { type Answer, send } from './support/wire.ts'

/** What ends a session, token or grant ends it everywhere at once: the promise is five seconds. */

const WITHIN = { timeout: 5_000, intervals: [10, 50, 200] }

let house: Household

test.beforeAll(async () => {
  test.setTimeout(120_000)
  house = await furnish(await launchVault({ flags: WITHOUT_RATES }))
})

test.afterAll(() => house.vault.dispose())

let people = 0

/** An editor of the test, signed in by cookie and by token, each warm in every cache. */
async function settle(): Promise<{ person: Person; id: string; browser: Proof; program: Proof; tokens: TokenPair }> {
  const person = { name: `Guest ${people++}`, password: 'long enough words' }
  const { id } = await house.admin.call(ROUTES.people.createAccount, { body: { ...person, role: 'editor' } })
  const browser = (await signInByCookie(house.door, person)).proof
  const tokens = await takeTokens(house.door, person)
  const program = bearer(tokens.accessToken)
  for (const proof of [browser, program]) expect((await look(proof)).status).toBe(200)
  return { person, id, browser, program, tokens }
}

const look = (proof: Proof): Promise<Answer> =>
  send(house.door, { method: 'GET', path: `/api/files/${house.places.hall.entryId}`, headers: proof })

const refresh = (refreshToken: string): Promise<Answer> =>
  sendJson(house.door, 'POST', '/api/tokens', { grant: 'refresh', refreshToken })

async function expectEnded(...proofs: Proof[]): Promise<void> {
  for (const proof of proofs) await expect.poll(async () => (await look(proof)).code, WITHIN).toBe('session_ended')
}

test('signing out everywhere', async () => {
  const { browser, program, tokens, person } = await settle()
  const other = (await signInByCookie(house.door, person)).proof
  const end = await send(house.door, { method: 'DELETE', path: '/api/me/sessions?keep=current', headers: browser })
  expect(end.json()).toEqual({ ended: 2 })
  await expectEnded(program, other)
  expect((await refresh(tokens.refreshToken)).status).toBe(401)
  expect((await look(browser)).status).toBe(200)
  await send(house.door, { method: 'DELETE', path: '/api/me/sessions', headers: browser })
  await expectEnded(browser)
})

test('signing out in the page', async () => {
  const { person, program } = await settle()
  const { jar } = await signInByCookie(house.door, person)
  const csrf = await send(house.door, { method: 'GET', path: '/api/auth/csrf', headers: { cookie: jar.header() } })
  jar.take(csrf)
  const { csrfToken } = csrf.json<{ csrfToken: string }>()
  const proof = { cookie: jar.header(), origin: house.vault.origin }
  const out = await send(house.door, {
    ...{ method: 'POST', path: '/api/auth/signout', body: new URLSearchParams({ csrfToken, json: 'true' }).toString() },
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...proof },
  })
  expect(out.status, out.text).toBeLessThan(400)
  await expectEnded(proof)
  expect((await look(program)).status).toBe(200)
})

test('a changed password ends every other session and opens with the new one alone', async () => {
  const { person, browser, program, tokens } = await settle()
  const body = { current: person.password, next: 'another long phrase' }
  expect((await sendJson(house.door, 'PUT', '/api/me/password', body, browser)).status).toBe(204)
  await expectEnded(program)
  expect((await refresh(tokens.refreshToken)).status).toBe(401)
  expect((await look(browser)).status).toBe(200)
  expect((await askForTokens(house.door, person)).code).toBe('wrong_credentials')
  expect((await askForTokens(house.door, { ...person, password: body.next })).status).toBe(201)
})

test('a password that an admin sets', async () => {
  const { id, browser, program } = await settle()
  await house.admin.call(ROUTES.people.changeAccount, {
    params: { account: id },
    body: { password: 'set by the admin' },
  })
  await expectEnded(browser, program)
})

test('a role that is lowered takes its rights along at once', async () => {
  const { id, browser, program } = await settle()
  const write = (proof: Proof) =>
    sendJson(house.door, 'POST', `/api/places/${house.places.hall.id}/folders`, { name: `of ${people++}` }, proof)
  expect((await write(program)).status).toBe(201)
  await house.admin.call(ROUTES.people.changeAccount, { params: { account: id }, body: { role: 'viewer' } })
  for (const proof of [browser, program]) {
    await expect.poll(async () => (await write(proof)).code, WITHIN).toMatch(/^(forbidden|session_ended)$/)
  }
})

test('an account that is switched off', async () => {
  const { id, person, browser, program, tokens } = await settle()
  await house.admin.call(ROUTES.people.changeAccount, { params: { account: id }, body: { disabled: true } })
  for (const proof of [browser, program]) {
    await expect.poll(async () => (await look(proof)).status, WITHIN).toBeGreaterThanOrEqual(401)
  }
  expect((await refresh(tokens.refreshToken)).status).toBe(401)
  expect((await askForTokens(house.door, person)).code).toBe('account_disabled')
  expect((await askForTokens(house.door, { ...person, password: 'a wrong one' })).code).toBe('wrong_credentials')
})

test('an account that is deleted, with its tokens, whose name then means somebody else', async () => {
  const { id, person, browser, program, tokens } = await settle()
  await house.admin.call(ROUTES.people.deleteAccount, { params: { account: id }, query: { files: 'stay' } })
  await expectEnded(browser, program)
  expect((await refresh(tokens.refreshToken)).status).toBe(401)
  expect((await askForTokens(house.door, person)).code).toBe('wrong_credentials')
  await house.admin.call(ROUTES.people.createAccount, { body: { ...person, role: 'viewer' } })
  await expectEnded(browser, program)
})

test('a session that an admin ends', async () => {
  const { id, browser, program } = await settle()
  const { sessions } = await house.admin.call(ROUTES.people.sessions, {})
  for (const session of sessions.filter(({ accountId }) => accountId === id)) {
    await house.admin.call(ROUTES.people.endSession, { params: { session: session.id } })
  }
  await expectEnded(browser, program)
})

test('a refresh token that is used twice ends all tokens of its sign-in', async () => {
  const { tokens } = await settle()
  const second = (await refresh(tokens.refreshToken)).json<TokenPair>()
  expect((await look(bearer(second.accessToken))).status).toBe(200)
  expect((await refresh(tokens.refreshToken)).code).toBe('token_reused')
  await expectEnded(bearer(tokens.accessToken), bearer(second.accessToken))
  expect((await refresh(second.refreshToken)).status).toBe(401)
})

test('of two that use one refresh token together, one at most gets tokens, and they are the last', async () => {
  const { tokens } = await settle()
  const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(tokens.refreshToken)))
  const given = answers.filter(({ status }) => status === 201)
  expect(given.length).toBeLessThanOrEqual(1)
  for (const answer of given) await expectEnded(bearer(answer.json<TokenPair>().accessToken))
})

test('a token of one kind is not taken for another', async () => {
  const { tokens } = await settle()
  expect((await look(bearer(tokens.refreshToken))).code).toBe('token_invalid')
  expect((await refresh(tokens.accessToken)).code).toBe('token_invalid')
})

test('a grant, when the password of the room changes, when its door changes and when it is given back', async () => {
  const { admin, door } = house
  const { id } = await admin.call(ROUTES.places.createRoom, {
    body: { name: 'attic', access: 'password', password: 'dust and light' },
  })
  const enter = async (password: string): Promise<Proof> => {
    const answer = await unlock(door, 'attic', password)
    return bearer(answer.json<{ grant: string }>().grant)
  }
  const list = (proof: Proof) => send(door, { method: 'GET', path: `/api/places/${id}/entries`, headers: proof })
  const expectOut = (proof: Proof) => expect.poll(async () => (await list(proof)).status, WITHIN).toBe(401)
  const first = await enter('dust and light')
  expect((await list(first)).status).toBe(200)
  await admin.call(ROUTES.places.changeRoom, { params: { place: id }, body: { password: 'dust and dark' } })
  await expectOut(first)
  const second = await enter('dust and dark')
  await admin.call(ROUTES.places.changeRoom, { params: { place: id }, body: { access: 'accounts' } })
  await expectOut(second)
  await admin.call(ROUTES.places.changeRoom, { params: { place: id }, body: { access: 'password' } })
  await expectOut(second)
  const third = await enter('dust and dark')
  await send(door, { method: 'DELETE', path: `/api/rooms/${id}/unlock`, headers: third })
  await expectOut(third)
})

test('the last admin can be neither demoted, switched off nor deleted, not by two requests at once either', async () => {
  const { admin, accountIds, door, adminProof } = house
  const other = { name: 'Second admin', password: 'long enough words' }
  const { id } = await admin.call(ROUTES.people.createAccount, { body: { ...other, role: 'admin' } })
  const otherProof = bearer((await takeTokens(door, other)).accessToken)
  const demote = (account: string, proof: Proof) =>
    sendJson(door, 'PATCH', `/api/accounts/${account}`, { role: 'viewer' }, proof)
  const answers = await Promise.all([demote(id, adminProof), demote(accountIds.admin, otherProof)])
  expect(answers.filter(({ status }) => status === 200).length).toBe(1)
  const left = answers[0]?.status === 200 ? { id: accountIds.admin, proof: adminProof } : { id, proof: otherProof }
  expect((await demote(left.id, left.proof)).code).toBe('last_admin')
  const off = await sendJson(door, 'PATCH', `/api/accounts/${left.id}`, { disabled: true }, left.proof)
  expect(off.code).toBe('last_admin')
  const path = `/api/accounts/${left.id}?files=stay`
  expect((await send(door, { method: 'DELETE', path, headers: left.proof })).code).toBe('last_admin')
})
