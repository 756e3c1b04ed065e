import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SYSTEM } from '#server/auth/doer.ts'
import { newSecret } from '#server/auth/secrets.ts'
import { ADDRESS, openTestPeople, PASSWORD, type TestPeople } from '#server/auth/testing/open-test-people.ts'

const DAY_MS = 86_400_000
let people: TestPeople
let adaId: Awaited<ReturnType<TestPeople['addAccount']>>['id']

beforeEach(async () => {
  people = await openTestPeople()
  adaId = (await people.addAccount('Ada', 'admin')).id
})

afterEach(() => people.remove())

const create = () => people.tokens.create({ name: 'Ada', password: PASSWORD, label: 'script', address: ADDRESS })
const refresh = (token: string) => people.tokens.refresh(token, ADDRESS)
const isLet = (accessToken: string) =>
  people.identify({ authorization: `Bearer ${accessToken}` }).then(
    () => 'in',
    (error: { code: string }) => error.code,
  )

describe('tokens of programs', () => {
  it('last 15 minutes and 7 days, and stand in the database as digests only', async () => {
    const pair = await create()
    expect(pair.accessExpiresAt - people.clock.now()).toBe(15 * 60_000)
    expect(pair.refreshExpiresAt - people.clock.now()).toBe(7 * DAY_MS)
    const rows = await people.db.read(people.db.build.selectFrom('tokens').selectAll())
    expect(rows).toHaveLength(2)
    for (const { hash } of rows) expect(hash).toMatch(/^[0-9a-f]{64}$/)
    expect(JSON.stringify(rows)).not.toContain(pair.refreshToken.slice(3))
  })

  it('are not given for a wrong password, whose guesses count at the same door as the page', async () => {
    const wrong = { name: 'Ada', password: 'wrong', label: '', address: ADDRESS }
    for (let i = 0; i < 5; i++) {
      await expect(people.tokens.create(wrong)).rejects.toMatchObject({ code: 'wrong_credentials' })
    }
    await expect(create()).rejects.toMatchObject({ code: 'locked_out' })
    const page = people.signIn({ name: 'Ada', password: PASSWORD, address: ADDRESS, deviceId: null, userAgent: '' })
    await expect(page).rejects.toMatchObject({ code: 'locked_out' })
  })

  it('are exchanged for new ones, week after week', async () => {
    let pair = await create()
    for (let week = 0; week < 3; week++) {
      people.clock.pass(6 * DAY_MS)
      pair = await refresh(pair.refreshToken)
      expect(await isLet(pair.accessToken)).toBe('in')
    }
  })

  it('end all together when a refresh token is used twice', async () => {
    const first = await create()
    const second = await refresh(first.refreshToken)
    expect(await isLet(second.accessToken)).toBe('in')
    await expect(refresh(first.refreshToken)).rejects.toMatchObject({ code: 'token_reused' })
    expect(await isLet(second.accessToken)).toBe('session_ended')
    expect(await isLet(first.accessToken)).toBe('session_ended')
    await expect(refresh(second.refreshToken)).rejects.toMatchObject({ code: 'session_ended' })
    const audit = await people.db.read(
      people.db.build.selectFrom('audit').where('action', '=', 'token.reused').selectAll(),
    )
    expect(audit).toHaveLength(1)
  })

  it('are exchanged once when one token is sent twice at the same time', async () => {
    const { refreshToken } = await create()
    const outcomes = await Promise.all(
      [refresh(refreshToken), refresh(refreshToken)].map((attempt) =>
        attempt.then(
          () => 'exchanged',
          (error: { code: string }) => error.code,
        ),
      ),
    )
    expect(outcomes.sort()).toEqual(['exchanged', 'token_reused'])
  })

  it('of another program go on when one program gives itself away', async () => {
    const [mine, other] = [await create(), await create()]
    await refresh(mine.refreshToken)
    await expect(refresh(mine.refreshToken)).rejects.toMatchObject({ code: 'token_reused' })
    expect(await isLet(other.accessToken)).toBe('in')
  })

  it('are refused when they are unknown, of another kind, or too old', async () => {
    const pair = await create()
    for (const token of [newSecret('refresh'), pair.accessToken, 'hr_', '']) {
      await expect(refresh(token)).rejects.toMatchObject({ code: 'token_invalid' })
    }
    people.clock.pass(7 * DAY_MS)
    await expect(refresh(pair.refreshToken)).rejects.toMatchObject({ code: 'token_invalid' })
  })

  it('are not renewed for an account that was switched off', async () => {
    const bob = await people.addAccount('Bob')
    const { refreshToken } = await people.tokens.create({
      name: 'Bob',
      password: PASSWORD,
      label: '',
      address: ADDRESS,
    })
    await people.accounts.change(bob.id, { disabled: true }, SYSTEM, null)
    await expect(refresh(refreshToken)).rejects.toMatchObject({ code: 'session_ended' })
    // Told so each time, and no alarm: nothing was used twice.
    await expect(refresh(refreshToken)).rejects.toMatchObject({ code: 'session_ended' })
  })

  it('are listed as one session, and end with it', async () => {
    const pair = await create()
    const [session] = await people.sessions.list(adaId)
    expect(session).toMatchObject({ kind: 'program', label: 'script', address: ADDRESS })
    if (session === undefined) throw new Error('not listed')
    await people.sessions.end(session.id, SYSTEM)
    expect(await isLet(pair.accessToken)).toBe('session_ended')
    await expect(refresh(pair.refreshToken)).rejects.toMatchObject({ code: 'session_ended' })
  })
})
