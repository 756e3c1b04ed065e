import { afterEach, beforeEach, expect, it } from 'vitest'
import { sweepPeople } from './sweep.ts'
import { ADDRESS, openTestPeople, PASSWORD, type TestPeople } from './testing/open-test-people.ts'

const DAY_MS = 86_400_000
let people: TestPeople

beforeEach(async () => {
  people = await openTestPeople()
  await people.addAccount('Ada', 'admin')
})

afterEach(() => people.remove())

async function count(): Promise<Record<string, number>> {
  const tables = ['sessions', 'tokens', 'grants', 'devices', 'lockouts'] as const
  const counts: Record<string, number> = {}
  for (const table of tables) {
    counts[table] = (await people.db.read(people.db.build.selectFrom(table).selectAll())).length
  }
  return counts
}

it('takes away what ended long ago, and nothing before', async () => {
  const passwordHash = await people.passwords.hash('sesame')
  const placeId = await people.rooms.create(
    { name: 'Kids', access: 'password', passwordHash },
    {
      kind: 'system',
      id: null,
      address: null,
    },
  )
  await people.grants.unlock({
    placeId,
    password: 'sesame',
    address: ADDRESS,
    deviceId: null,
    accountId: null,
    label: '',
  })
  await people.tokens.create({ name: 'Ada', password: PASSWORD, label: '', address: ADDRESS })
  await people.tokens.create({ name: 'Ada', password: 'wrong', label: '', address: ADDRESS }).catch(() => {})
  const all = { sessions: 1, tokens: 2, grants: 1, devices: 1, lockouts: 2 }
  await sweepPeople(people)
  expect(await count()).toEqual(all)
  people.clock.pass(30 * DAY_MS)
  await sweepPeople(people)
  expect(await count()).toEqual({ ...all, tokens: 0, lockouts: 0 })
  people.clock.pass(90 * DAY_MS)
  await sweepPeople(people)
  expect(await count()).toEqual({ sessions: 0, tokens: 0, grants: 0, devices: 0, lockouts: 0 })
})
