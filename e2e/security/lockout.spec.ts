import { expect, test } from '@playwright/test'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { ADMIN, EDITOR, VIEWER } from '../support/people.ts'
import { launchVault, type VaultProcess } from '../support/vault-process.ts'
import { WITHOUT_RATES } from './support/gathering.ts'
import { DEN_PASSWORD, furnish, type Household, STUDIO_PASSWORD } from './support/household.ts'
import { askForTokens, knockAtSignIn, openJar, type Person, plainDoor, sendJson, unlock } from './support/people.ts'
import { type Answer, type Door, eachOf, send } from './support/wire.ts'

/**
 * Guessing passwords. The vault stands behind a proxy that is trusted, so that each test knocks from addresses of its
 * own; the addresses are those of a home.
 */

let house: Household
let vault: VaultProcess
let door: Door

test.beforeAll(async () => {
  test.setTimeout(120_000)
  vault = await launchVault({ flags: ['--trust-proxy', '127.0.0.1', ...WITHOUT_RATES] })
  house = await furnish(vault)
  door = plainDoor(vault)
})

test.afterAll(() => vault.dispose())

let addresses = 0
/** An address that nobody knocked from before. */
const freshAddress = (): string => `192.168.${50 + Math.floor(addresses / 250)}.${1 + (addresses++ % 250)}`
const from = (address: string) => ({ 'x-forwarded-for': address })

type Knock = (address: string, password: string) => Promise<Answer>

/** Every door that asks for a password or code, and what opens it. */
const DOORS: Record<string, { knock: Knock; right: string; wrong: string }> = {
  'the room': {
    knock: (address, password) => unlock(door, 'studio', password, from(address)),
    ...{ right: STUDIO_PASSWORD, wrong: 'wrong_password' },
  },
  'the sign-in page': {
    knock: (address, password) => knockAtSignIn(door, { name: VIEWER.name, password }, openJar(), from(address)),
    ...{ right: VIEWER.password, wrong: 'wrong_credentials' },
  },
  'the tokens': {
    knock: (address, password) => askForTokens(door, { name: EDITOR.name, password }, from(address)),
    ...{ right: EDITOR.password, wrong: 'wrong_credentials' },
  },
}

/** Five wrong passwords, one after the other. */
async function lock(knock: Knock, address: string): Promise<Answer[]> {
  const answers: Answer[] = []
  for (let times = 0; times < 5; times++) answers.push(await knock(address, `wrong ${times}`))
  return answers
}

const didOpen = (answer: Answer): boolean => answer.status < 300

for (const [name, { knock, right, wrong }] of Object.entries(DOORS)) {
  test(`${name} locks after five wrong passwords, for the right one too, and says how long`, async () => {
    const address = freshAddress()
    const answers = await lock(knock, address)
    expect(answers.map(({ code }) => code)).toEqual(Array(5).fill(wrong))
    const locked = await knock(address, right)
    expect([locked.status, locked.code]).toEqual([429, 'locked_out'])
    const seconds = Number(locked.headers['retry-after'])
    expect(seconds).toBeGreaterThan(280)
    expect(seconds).toBeLessThanOrEqual(300)
    expect(didOpen(await knock(freshAddress(), right))).toBe(true)
  })

  test(`${name} counts guesses that come together one by one`, async () => {
    const address = freshAddress()
    const guesses = Array.from({ length: 40 }, (_, number) => (number === 39 ? right : `together ${number}`))
    const answers = await Promise.all(guesses.map((guess) => knock(address, guess)))
    const codes = answers.map(({ code, status }) => code ?? String(status))
    expect(codes.filter((code) => code === wrong).length).toBe(5)
    expect(codes.filter((code) => code === 'locked_out').length).toBe(35)
  })
}

test('a right password ends the row of wrong ones', async () => {
  const address = freshAddress()
  const { knock, right, wrong } = DOORS['the room'] ?? failNoDoor()
  for (let round = 0; round < 2; round++) {
    for (let times = 0; times < 4; times++) expect((await knock(address, `wrong ${times}`)).code).toBe(wrong)
    expect(didOpen(await knock(address, right))).toBe(true)
  }
})

function failNoDoor(): never {
  throw new Error('no such door')
}

test('a locked door locks no other door, and nobody who is inside', async () => {
  const address = freshAddress()
  const inside = (await unlock(door, 'studio', STUDIO_PASSWORD, from(address))).json<{ grant: string }>().grant
  await lock((who, password) => unlock(door, 'studio', password, from(who)), address)
  expect((await unlock(door, 'studio', STUDIO_PASSWORD, from(address))).code).toBe('locked_out')
  expect(didOpen(await unlock(door, 'den', DEN_PASSWORD, from(address)))).toBe(true)
  expect(didOpen(await askForTokens(door, EDITOR, from(address)))).toBe(true)
  const headers = { authorization: `Bearer ${inside}`, ...from(address) }
  const path = `/api/places/${house.places.studio.id}/entries`
  expect((await send(door, { method: 'GET', path, headers })).status).toBe(200)
  const signedIn = await send(door, { method: 'GET', path, headers: { ...house.editorProof, ...from(address) } })
  expect(signedIn.status).toBe(200)
})

test('a stranger behind the same address locks out no device that was let in before', async () => {
  const address = freshAddress()
  const [roomJar, signInJar] = [openJar(), openJar()]
  const origin = `http://localhost:${door.port}`
  const browse = () => ({ cookie: roomJar.header(), origin, ...from(address) })
  roomJar.take(await send(door, { method: 'GET', path: '/api/session', headers: from(address) }))
  roomJar.take(await unlock(door, 'studio', STUDIO_PASSWORD, browse(), 'cookie'))
  signInJar.take(await send(door, { method: 'GET', path: '/api/session', headers: from(address) }))
  expect(didOpen(await knockAtSignIn(door, VIEWER, signInJar, from(address)))).toBe(true)

  await lock((who, password) => unlock(door, 'studio', password, from(who)), address)
  await lock((who, password) => knockAtSignIn(door, { name: VIEWER.name, password }, openJar(), from(who)), address)
  expect((await knockAtSignIn(door, VIEWER, openJar(), from(address))).code).toBe('locked_out')
  expect(didOpen(await unlock(door, 'studio', STUDIO_PASSWORD, browse(), 'cookie'))).toBe(true)
  expect(didOpen(await knockAtSignIn(door, VIEWER, signInJar, from(address)))).toBe(true)
  // The device is known at its own door, not at the others.
  expect((await knockAtSignIn(door, EDITOR, signInJar, from(address))).code).toBe('locked_out')
})

test('a name that does not exist is answered as one that does', async () => {
  const known = await askForTokens(door, { name: ADMIN.name, password: 'wrong wrong' }, from(freshAddress()))
  const unknown = await askForTokens(door, { name: 'nobody at all', password: 'wrong wrong' }, from(freshAddress()))
  const strip = ({ text }: Answer) => text.replace(/"requestId":"[^"]*"/, '')
  expect([unknown.status, strip(unknown)]).toEqual([known.status, strip(known)])
})

test('an account is slowed from everywhere and locked from nowhere', async () => {
  const person: Person = { name: 'Wanda', password: 'a walk in the woods' }
  await house.admin.call(ROUTES.people.createAccount, { body: { ...person, role: 'viewer' } })
  const guesses = Array.from({ length: 6 }, () => freshAddress())
  const answers = await eachOf(guesses, 6, (who) => askForTokens(door, { ...person, password: 'wrong' }, from(who)))
  expect(answers.map(({ code }) => code)).toEqual(Array(6).fill('wrong_credentials'))
  expect(didOpen(await askForTokens(door, person, from(freshAddress())))).toBe(true)
})

test('spellings of one address, and the addresses of one IPv6 network, are counted as one', async () => {
  const knock = (address: string) => unlock(door, 'den', 'wrong', from(address))
  const spellings = ['192.168.77.7', '::ffff:192.168.77.7', '::ffff:c0a8:4d07', '192.168.77.7', '::ffff:192.168.77.7']
  for (const spelling of spellings) expect((await knock(spelling)).code).toBe('wrong_password')
  expect((await unlock(door, 'den', DEN_PASSWORD, from('192.168.77.7'))).code).toBe('locked_out')
  for (let host = 1; host <= 5; host++) expect((await knock(`fd12:3456:789a:1::${host}`)).code).toBe('wrong_password')
  expect((await unlock(door, 'den', DEN_PASSWORD, from('fd12:3456:789a:1:ffff::9'))).code).toBe('locked_out')
  expect(didOpen(await unlock(door, 'den', DEN_PASSWORD, from('fd12:3456:789a:2::1')))).toBe(true)
})

test('a thousand wrong passwords open nothing, are soon no longer looked at, and slow nobody else', async () => {
  // Accounts of their own: one that was guessed at before would be slowed for minutes.
  const names = ['Target of forms', 'Target of programs']
  for (const name of names) {
    const body = { name, password: 'guess 333 or not', role: 'viewer' } as const
    await house.admin.call(ROUTES.people.createAccount, { body })
  }
  const [byForm = '', byProgram = ''] = names
  const knocks: Knock[] = [
    (address, password) => unlock(door, 'studio', password, from(address)),
    (address, password) => knockAtSignIn(door, { name: byForm, password }, openJar(), from(address)),
    (address, password) => askForTokens(door, { name: byProgram, password }, from(address)),
  ]
  for (const [index, knock] of knocks.entries()) {
    const address = freshAddress()
    const guesses = Array.from({ length: 334 }, (_, number) => `guess ${number}`)
    const answers = await eachOf(guesses, 16, (guess) => knock(address, guess))
    expect(answers.filter(didOpen), `door ${index}`).toEqual([])
    const looks = answers.filter(({ code }) => code !== 'locked_out')
    expect(looks.map(({ code }) => code)).toEqual(Array(5).fill(index === 0 ? 'wrong_password' : 'wrong_credentials'))
  }
  const session = await send(door, { method: 'GET', path: '/api/session', headers: house.adminProof })
  expect(session.status).toBe(200)
})

test('a locked door stays locked when the vault starts again', async () => {
  const address = freshAddress()
  await lock((who, password) => unlock(door, 'studio', password, from(who)), address)
  const almost = freshAddress()
  for (let times = 0; times < 4; times++) await unlock(door, 'studio', 'wrong', from(almost))
  await vault.kill()
  await vault.start()
  expect((await unlock(door, 'studio', STUDIO_PASSWORD, from(address))).code).toBe('locked_out')
  expect((await unlock(door, 'studio', 'the fifth', from(almost))).code).toBe('wrong_password')
  expect((await unlock(door, 'studio', STUDIO_PASSWORD, from(almost))).code).toBe('locked_out')
})

test('the set-up code is no easier to guess', async () => {
  const fresh = await launchVault({ flags: ['--trust-proxy', '127.0.0.1', ...WITHOUT_RATES] })
  try {
    const claim = (code: string, address: string) =>
      sendJson(plainDoor(fresh), 'POST', '/api/setup', { code, name: 'Eve', password: 'long enough' }, from(address))
    const address = freshAddress()
    for (let times = 0; times < 5; times++) {
      expect((await claim(`AAAA-AAAA-AAA${times}`, address)).code).toBe('wrong_setup_code')
    }
    expect((await claim(fresh.setupCode(), address)).code).toBe('locked_out')
    expect((await claim(fresh.setupCode(), freshAddress())).status).toBe(201)
    expect((await claim(fresh.setupCode(), freshAddress())).code).toBe('setup_done')
  } finally {
    await fresh.dispose()
  }
})

test('the limits of the doors are generous, and told with the time to wait', async () => {
  const limited = await launchVault({ flags: ['--rate-token', '3', '--rate-unlock', '3', '--rate-sign-in', '3'] })
  try {
    const at = plainDoor(limited)
    const tokens: Answer[] = []
    for (let times = 0; times < 5; times++) tokens.push(await askForTokens(at, { name: `n${times}`, password: 'x' }))
    expect(tokens.at(-1)?.code).toBe('rate_limited')
    expect(Number(tokens.at(-1)?.headers['retry-after'])).toBeGreaterThan(0)
    const forms: Answer[] = []
    for (let times = 0; times < 5; times++) forms.push(await knockAtSignIn(at, { name: `m${times}`, password: 'x' }))
    expect(forms.at(-1)?.status).toBe(429)
    expect(Number(forms.at(-1)?.headers['retry-after'])).toBeGreaterThan(0)
  } finally {
    await limited.dispose()
  }
})
