import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DeviceId } from '#lib/core/ids/ids.ts'
import { newDevice } from './devices.ts'
import { SYSTEM } from './doer.ts'
import { openTestPeople, PASSWORD, type TestPeople } from './testing/open-test-people.ts'

const LOCK_MS = 5 * 60_000
let people: TestPeople

beforeEach(async () => {
  people = await openTestPeople()
  await people.addAccount('Ada', 'admin')
})

afterEach(() => people.remove())

interface Attempt {
  name?: string
  password?: string
  address?: string
  deviceId?: DeviceId | null
}

const signIn = ({ name = 'Ada', password = PASSWORD, address = '192.168.7.9', deviceId = null }: Attempt = {}) =>
  people.signIn({ name, password, address, deviceId, userAgent: 'test' })

/** `in`, or the code of the refusal. */
const outcomeOf = (attempt?: Attempt): Promise<string> =>
  signIn(attempt).then(
    () => 'in',
    (error: { code: string }) => error.code,
  )

async function guessWrong(times: number, attempt: Attempt = {}): Promise<string[]> {
  const outcomes: string[] = []
  for (let i = 0; i < times; i++) outcomes.push(await outcomeOf({ password: 'wrong', ...attempt }))
  return outcomes
}

describe('a door after wrong passwords', () => {
  it('locks that address after the fifth, says for how long, and opens again', async () => {
    expect(await guessWrong(4)).toEqual(Array(4).fill('wrong_credentials'))
    await expect(signIn({ password: 'wrong' })).rejects.toMatchObject({
      ...{ code: 'wrong_credentials', details: { retryAfterSeconds: 300 } },
    })
    await expect(signIn()).rejects.toMatchObject({ code: 'locked_out', details: { retryAfterSeconds: 300 } })
    people.clock.pass(LOCK_MS - 1_000)
    await expect(signIn()).rejects.toMatchObject({ code: 'locked_out', details: { retryAfterSeconds: 1 } })
    people.clock.pass(1_000)
    expect(await outcomeOf()).toBe('in')
  })

  it('counts guesses that are sent at the same time one by one', async () => {
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => outcomeOf({ password: 'wrong' })))
    expect(outcomes.filter((outcome) => outcome === 'wrong_credentials')).toHaveLength(5)
    expect(outcomes.filter((outcome) => outcome === 'locked_out')).toHaveLength(35)
  })

  it('does not let the right password in among guesses sent at the same time, once it is locked', async () => {
    const guesses = Array.from({ length: 10 }, () => outcomeOf({ password: 'wrong' }))
    expect(await outcomeOf()).toBe('locked_out')
    await Promise.all(guesses)
  })

  it('begins to count anew after the right one', async () => {
    await guessWrong(4)
    expect(await outcomeOf()).toBe('in')
    expect(await guessWrong(5)).toEqual(Array(5).fill('wrong_credentials'))
    expect(await outcomeOf()).toBe('locked_out')
  })

  it('stays locked over a restart', async () => {
    await guessWrong(5)
    people = await people.restart()
    await expect(signIn()).rejects.toMatchObject({ code: 'locked_out', details: { retryAfterSeconds: 300 } })
  })

  it('counts over a restart', async () => {
    await guessWrong(4)
    people = await people.restart()
    expect(await guessWrong(1)).toEqual(['wrong_credentials'])
    expect(await outcomeOf()).toBe('locked_out')
  })

  it('stays locked when the wall clock is set forth', async () => {
    await guessWrong(5)
    people.clock.jumpWall(24 * 3_600_000)
    expect(await outcomeOf()).toBe('locked_out')
  })

  it('is open to other addresses, and to whoever is signed in', async () => {
    const cookie = await people.signInCookie('Ada')
    await guessWrong(6)
    expect(await outcomeOf({ address: '192.168.7.10' })).toBe('in')
    expect(await people.identify({ cookie })).toMatchObject({ account: { name: 'Ada' } })
  })

  it('is open to a device that signed in before, with a count of its own', async () => {
    const deviceId = newDevice().id
    await signIn({ deviceId })
    await guessWrong(6)
    expect(await outcomeOf({ deviceId })).toBe('in')
    await guessWrong(5, { deviceId })
    expect(await outcomeOf({ deviceId })).toBe('locked_out')
  })

  it('takes a device for known only with the account that used it', async () => {
    await people.addAccount('Eve')
    const deviceId = newDevice().id
    await signIn({ name: 'Eve', deviceId })
    await guessWrong(5, { deviceId })
    expect(await outcomeOf({ deviceId })).toBe('locked_out')
  })

  it('takes a whole /64 of IPv6 for one address', async () => {
    for (let i = 0; i < 5; i++) await guessWrong(1, { address: `2001:db8:1:2::${i}` })
    expect(await outcomeOf({ address: '2001:db8:1:2:ffff::1' })).toBe('locked_out')
    expect(await outcomeOf({ address: '2001:db8:1:3::1' })).toBe('in')
  })

  it('is written down', async () => {
    await guessWrong(5)
    await vi.waitFor(async () => {
      const rows = await people.db.read(
        people.db.build.selectFrom('audit').where('action', '=', 'door.locked').selectAll(),
      )
      expect(rows).toMatchObject([{ target_id: 'sign-in', address: '192.168.7.9' }])
    })
  })
})

describe('an account under attack', () => {
  const fromEverywhere = async (name: string, times: number) => {
    for (let i = 0; i < times; i++) await guessWrong(1, { name, address: `10.0.0.${i}` })
  }

  it('is slowed and never locked, the same whether there is such an account or not', async () => {
    await fromEverywhere('Ada', 8)
    const known = people.waits.splice(0)
    await fromEverywhere('Nobody', 8)
    expect(people.waits).toEqual(known)
    expect(known.at(-1)).toBeGreaterThan(known[0] ?? 0)
    expect(await outcomeOf({ address: '192.168.7.30' })).toBe('in')
  })

  it('does not slow the device of its owner', async () => {
    const deviceId = newDevice().id
    await signIn({ deviceId })
    await fromEverywhere('Ada', 8)
    people.waits.splice(0)
    expect(await outcomeOf({ deviceId })).toBe('in')
    expect(people.waits).toEqual([])
  })

  it('counts guesses that come from many addresses at once', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, i) => outcomeOf({ password: 'wrong', address: `10.0.1.${i}` })))
    people.waits.splice(0)
    await guessWrong(1, { address: '10.0.2.1' })
    expect(people.waits).toEqual([8_000])
  })
})

describe('what a wrong sign-in tells', () => {
  it('is the same for a wrong name and a wrong password', async () => {
    const tell = (attempt: Attempt) => signIn(attempt).catch((error: unknown) => error)
    const [name, password] = [await tell({ name: 'Nobody' }), await tell({ password: 'wrong' })]
    expect(name).toMatchObject({ code: 'wrong_credentials', details: {} })
    expect(password).toMatchObject({ code: 'wrong_credentials', details: {} })
  })

  it('is that an account is switched off only to whoever knows its password', async () => {
    const bob = await people.addAccount('Bob')
    await people.accounts.change(bob.id, { disabled: true }, SYSTEM, null)
    expect(await outcomeOf({ name: 'Bob', password: 'wrong' })).toBe('wrong_credentials')
    expect(await outcomeOf({ name: 'Bob' })).toBe('account_disabled')
  })

  it('takes a name in any case and form', async () => {
    await people.addAccount('Zoë')
    expect(await outcomeOf({ name: '  ZOE\u0308 ' })).toBe('in')
  })
})
