import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestPeople, PASSWORD, type TestPeople } from '#server/auth/testing/open-test-people.ts'
import { openSetupService, type SetupBody, type SetupService } from './setup.service.ts'

const CODE = 'K7QF-9M2X-TR4D'
const ADDRESS = '192.168.7.50'
let people: TestPeople
let setup: SetupService

const open = (from: TestPeople, code: string | null = CODE) => openSetupService({ code, ...from })

beforeEach(async () => {
  people = await openTestPeople()
  setup = await open(people)
})

afterEach(() => people.remove())

const body = (fields: Partial<SetupBody> = {}): SetupBody => ({
  ...{ code: CODE, name: 'Ada', password: PASSWORD, mainAccess: 'accounts' },
  ...fields,
})
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  )

describe('the first set-up', () => {
  it('makes an admin who can sign in, and shuts the door behind', async () => {
    expect(setup.isNeeded()).toBe(true)
    await setup.run(body({ code: 'k7qf 9m2x tr4d' }), ADDRESS)
    expect(setup.isNeeded()).toBe(false)
    const cookie = await people.signInCookie('Ada')
    expect(await people.identify({ cookie })).toMatchObject({ actor: { principal: { role: 'admin' } } })
    expect(await codeOf(setup.run(body({ name: 'Eve' }), ADDRESS))).toBe('setup_done')
    expect(await people.accounts.list()).toHaveLength(1)
  })

  it('lets one of two in who come at the same time, each with the right code', async () => {
    const outcomes = await Promise.all(
      ['Ada', 'Eve'].map((name) => codeOf(setup.run(body({ name }), `192.168.7.${name.length}`))),
    )
    expect(outcomes.sort()).toEqual(['done', 'setup_done'])
    expect(await people.accounts.list()).toHaveLength(1)
  })

  it('stays shut after a restart', async () => {
    await setup.run(body(), ADDRESS)
    people = await people.restart()
    setup = await open(people)
    expect(setup.isNeeded()).toBe(false)
    expect(await codeOf(setup.run(body({ name: 'Eve' }), ADDRESS))).toBe('setup_done')
  })

  it('does not let the code be guessed', async () => {
    for (let i = 0; i < 5; i++) {
      expect(await codeOf(setup.run(body({ code: `WRON-GGGG-000${i}` }), ADDRESS))).toBe('wrong_setup_code')
    }
    await expect(setup.run(body(), ADDRESS)).rejects.toMatchObject({
      code: 'locked_out',
      details: { retryAfterSeconds: 300 },
    })
    expect(setup.isNeeded()).toBe(true)
    expect(await codeOf(setup.run(body(), '192.168.7.51'))).toBe('done')
  })

  it('takes no code at all where none was given out', async () => {
    const shut = await open(people, null)
    expect(await codeOf(shut.run(body(), ADDRESS))).toBe('wrong_setup_code')
  })

  it('opens main as it was asked to', async () => {
    await setup.run(body({ mainAccess: 'password', mainPassword: 'sesame' }), ADDRESS)
    const main = await people.places.find('main')
    expect(main?.facts.access).toBe('password')
    expect(await people.passwords.verify(main?.passwordHash ?? null, 'sesame')).toBe(true)
  })
})

describe('a start without a person', () => {
  it('makes the admin once, and leaves the password alone afterwards', async () => {
    expect(await setup.runUnattended({ name: 'Ada', password: PASSWORD })).toBe(true)
    expect(await setup.runUnattended({ name: 'Ada', password: 'another one' })).toBe(false)
    await people.signInCookie('Ada')
  })

  it.each([
    { name: 'Ada', password: 'short' },
    { name: ' ', password: PASSWORD },
  ])('refuses what set-up would refuse: %o', async (admin) => {
    await expect(setup.runUnattended(admin)).rejects.toThrow()
    expect(setup.isNeeded()).toBe(true)
  })
})
