import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Doer } from '#server/auth/doer.ts'
import { SYSTEM } from '#server/auth/doer.ts'
import { ADDRESS, openTestPeople, type TestPeople } from '#server/auth/testing/open-test-people.ts'

let people: TestPeople
let doer: Doer
let adaId: Awaited<ReturnType<TestPeople['addAccount']>>['id']

beforeEach(async () => {
  people = await openTestPeople()
  adaId = (await people.addAccount('Ada', 'admin')).id
  await people.addAccount('Bo', 'admin')
  doer = { kind: 'account', id: adaId, address: ADDRESS }
})
afterEach(() => people.remove())

const create = () => people.serviceTokens.create({ name: 'Prometheus', scope: 'metrics:read' }, doer)
const isLet = (secret: string) =>
  people.identify({ authorization: `Bearer ${secret}` }).then(
    ({ actor }) => actor.principal,
    (error: { code: string }) => error.code,
  )

it('stand in the database as digests only, and in the audit by name', async () => {
  const { secret, token } = await create()
  expect(secret).toMatch(/^hs_[\w-]{43}$/)
  expect(token).toMatchObject({
    name: 'Prometheus',
    scope: 'metrics:read',
    madeBy: 'Ada',
    lastUsedAt: null,
    works: true,
  })
  const rows = await people.db.read(people.db.build.selectFrom('service_tokens').selectAll())
  expect(rows).toMatchObject([{ hash: expect.stringMatching(/^[0-9a-f]{64}$/) }])
  const audit = await people.db.read(people.db.build.selectFrom('audit').selectAll())
  expect(audit.at(-1)).toMatchObject({ action: 'service_token.made', target_id: token.id })
  for (const stored of [rows, audit]) expect(JSON.stringify(stored)).not.toContain(secret.slice(3))
})

it('last until they are revoked, over years and restarts, and no longer', async () => {
  const { secret, token } = await create()
  expect(await isLet(secret)).toEqual({ kind: 'service', scope: 'metrics:read' })
  people.clock.pass(400 * 86_400_000)
  expect(await isLet(secret)).toEqual({ kind: 'service', scope: 'metrics:read' })
  people = await people.restart()
  expect(await isLet(secret)).toEqual({ kind: 'service', scope: 'metrics:read' })
  await people.serviceTokens.revoke(token.id, doer)
  expect(await isLet(secret)).toBe('token_invalid')
  expect(await people.serviceTokens.list()).toEqual([])
  await expect(people.serviceTokens.revoke(token.id, doer)).rejects.toMatchObject({ code: 'not_found' })
})

it('tell when they were used last, to the minute', async () => {
  const { secret } = await create()
  await isLet(secret)
  const lastUsedAt = async () => (await people.serviceTokens.list())[0]?.lastUsedAt
  await expect.poll(lastUsedAt).toBe(people.clock.now())
  const first = people.clock.now()
  people.clock.pass(30_000)
  await isLet(secret)
  people.clock.pass(30_000)
  await isLet(secret)
  await expect.poll(lastUsedAt).toBe(first + 60_000)
})

it('end with the admin who made them, at once', async () => {
  const { secret } = await create()
  await isLet(secret)
  await people.accounts.change(adaId, { role: 'editor' }, SYSTEM, null)
  expect(await isLet(secret)).toBe('token_invalid')
  expect(await people.serviceTokens.list()).toMatchObject([{ works: false }])
  await people.accounts.change(adaId, { role: 'admin' }, SYSTEM, null)
  expect(await isLet(secret)).toMatchObject({ kind: 'service' })
  await people.accounts.change(adaId, { disabled: true }, SYSTEM, null)
  expect(await isLet(secret)).toBe('token_invalid')
})

it('are nothing when they are made up', async () => {
  expect(await isLet(`hs_${'A'.repeat(43)}`)).toBe('token_invalid')
})
