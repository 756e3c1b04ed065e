import { afterEach, beforeEach, expect, it } from 'vitest'
import { SETTINGS_DEFAULTS } from '#lib/contracts/http/system.ts'
import { SYSTEM } from '#server/auth/doer.ts'
import { openTestPeople, type TestPeople } from '#server/auth/testing/open-test-people.ts'

let people: TestPeople

beforeEach(async () => {
  people = await openTestPeople()
})

afterEach(() => people.remove())

it('begins with the defaults, keeps what was changed over a restart, and nothing else', async () => {
  expect(people.settings.current()).toEqual({ ...SETTINGS_DEFAULTS, vaultName: 'Hearth' })
  await people.settings.change({ editorsMayCreateRooms: true }, SYSTEM)
  await people.settings.change({ vaultName: undefined }, SYSTEM)
  people = await people.restart()
  expect(people.settings.current()).toEqual({ ...SETTINGS_DEFAULTS, vaultName: 'Hearth', editorsMayCreateRooms: true })
})

it('lives with a row of another release', async () => {
  const rows = [
    { key: 'vaultName', value: '""' },
    { key: 'somethingElse', value: '{"a":1}' },
  ]
  await people.db.commit([people.db.build.insertInto('settings').values(rows)])
  people = await people.restart()
  expect(people.settings.current().vaultName).toBe('Hearth')
})
