import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AccountId } from '#lib/core/ids/ids.ts'
import { can } from '#lib/core/permissions/can.ts'
import { SYSTEM } from '#server/auth/doer.ts'
import { ADDRESS, openTestPeople, PASSWORD, type TestPeople } from '#server/auth/testing/open-test-people.ts'

let people: TestPeople
let ada: Awaited<ReturnType<TestPeople['addAccount']>>

beforeEach(async () => {
  people = await openTestPeople()
  ada = await people.addAccount('Ada', 'admin')
})

afterEach(() => people.remove())

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  )

describe('a new account', () => {
  it('has a private room with a readable folder, which nobody else lists', async () => {
    const bob = await people.addAccount('Bob', 'editor')
    const room = await people.places.findPersonal(bob.id)
    if (room === null) throw new Error('no room')
    expect(room).toMatchObject({ folder: 'Bob - My files', facts: { kind: 'personal', ownerId: bob.id } })
    expect((await stat(await people.places.rootOf(room.facts.id))).isDirectory()).toBe(true)
    const [own, admins] = [await people.signInCookie('Bob'), await people.signInCookie('Ada')]
    expect(await listedTo(own)).toContain(room.facts.id)
    expect(await listedTo(admins)).not.toContain(room.facts.id)
    expect((await people.identify({ cookie: own })).account?.personalPlaceId).toBe(room.facts.id)
  })

  it.each(['ada', ' ADA ', 'A\u200dda'])('is refused when its name %j is taken in another spelling', async (name) => {
    expect(await codeOf(people.addAccount(name))).toBe('account_exists')
    expect(await people.accounts.list()).toHaveLength(1)
  })

  it('of any name gets a folder that disks take', async () => {
    const names = ['a/b', '..', 'CON', 'a:b', 'ad\u0430', 'x'.repeat(64)]
    for (const name of names) await people.addAccount(name)
    const folders = (await people.places.all()).map((place) => place.folder)
    for (const folder of folders) {
      expect(folder).not.toMatch(/[/\\:]/)
      expect((await stat(join(people.roomsPath, folder))).isDirectory()).toBe(true)
    }
    expect(new Set(folders).size).toBe(folders.length)
  })
})

describe('the last admin', () => {
  const demote = (id: AccountId) => people.accounts.change(id, { role: 'editor' }, SYSTEM, null)

  it('can be neither demoted, nor switched off, nor deleted', async () => {
    expect(await codeOf(demote(ada.id))).toBe('last_admin')
    expect(await codeOf(people.accounts.change(ada.id, { disabled: true }, SYSTEM, null))).toBe('last_admin')
    expect(await codeOf(people.removal.remove(ada.id, { kind: 'stay' }, SYSTEM))).toBe('last_admin')
    const bob = await people.addAccount('Bob')
    expect(await codeOf(people.removal.remove(ada.id, { kind: 'transfer', to: bob.id }, SYSTEM))).toBe('last_admin')
    expect(await people.accounts.list()).toMatchObject([{ name: 'Ada', role: 'admin', disabled: false }, {}])
    expect(await people.places.findPersonal(ada.id)).toMatchObject({ facts: { kind: 'personal' } })
  })

  it('is not an admin who is switched off', async () => {
    const bob = await people.addAccount('Bob', 'admin')
    await people.accounts.change(bob.id, { disabled: true }, SYSTEM, null)
    expect(await codeOf(demote(ada.id))).toBe('last_admin')
  })

  it.each(['demote', 'disable', 'remove'] as const)(
    'stays when two admins %s each other at the same time',
    async (act) => {
      const bob = await people.addAccount('Bob', 'admin')
      const acts = {
        demote,
        disable: (id: AccountId) => people.accounts.change(id, { disabled: true }, SYSTEM, null),
        remove: (id: AccountId) => people.removal.remove(id, { kind: 'stay' }, SYSTEM),
      }
      const outcomes = await Promise.all([codeOf(acts[act](ada.id)), codeOf(acts[act](bob.id))])
      expect(outcomes.sort()).toEqual(['done', 'last_admin'])
      const admins = (await people.accounts.list()).filter(({ role, disabled }) => role === 'admin' && !disabled)
      expect(admins).toHaveLength(1)
    },
  )
})

describe('a change of an account', () => {
  it('ends all its sessions at once when it is switched off', async () => {
    const bob = await people.addAccount('Bob')
    const cookie = await people.signInCookie('Bob')
    const { accessToken } = await people.tokens.create({ name: 'Bob', password: PASSWORD, label: '', address: ADDRESS })
    await people.accounts.change(bob.id, { disabled: true }, SYSTEM, null)
    expect(await people.identify({ cookie })).toMatchObject({ account: null, sessionEnded: true })
    expect(await codeOf(people.identify({ authorization: `Bearer ${accessToken}` }))).toBe('session_ended')
    expect(people.heard['session.ended']).toHaveLength(2)
    await people.accounts.change(bob.id, { disabled: false }, SYSTEM, null)
    expect(await people.identify({ cookie })).toMatchObject({ account: null })
  })

  it('ends its other sessions when an admin sets a password, but not the one that did it', async () => {
    const [here, there] = [await people.signInCookie('Ada'), await people.signInCookie('Ada')]
    const { sessionId } = await people.identify({ cookie: here })
    await people.accounts.change(ada.id, { password: 'another password' }, SYSTEM, sessionId)
    expect((await people.identify({ cookie: here })).account).not.toBeNull()
    expect((await people.identify({ cookie: there })).account).toBeNull()
    await people.signInCookie('Ada', 'another password')
    expect(await codeOf(people.signInCookie('Ada'))).toBe('wrong_credentials')
  })

  it('renames the folder of its private room', async () => {
    const bob = await people.addAccount('Bob')
    await people.accounts.change(bob.id, { name: 'Robert' }, SYSTEM, null)
    const room = await people.places.findPersonal(bob.id)
    expect(room).toMatchObject({ folder: 'Robert - My files', ownerName: 'Robert' })
    expect((await stat(join(people.roomsPath, 'Robert - My files'))).isDirectory()).toBe(true)
    await expect(stat(join(people.roomsPath, 'Bob - My files'))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('is refused for nobody and for a name that is taken, and then changes nothing', async () => {
    const bob = await people.addAccount('Bob')
    expect(await codeOf(people.accounts.change('nobody' as AccountId, { role: 'admin' }, SYSTEM, null))).toBe(
      'not_found',
    )
    const patch = { name: 'ada', role: 'admin' } as const
    expect(await codeOf(people.accounts.change(bob.id, patch, SYSTEM, null))).toBe('account_exists')
    expect(await people.accounts.list()).toMatchObject([{}, { name: 'Bob', role: 'viewer' }])
  })
})

describe('the own password', () => {
  const change = async (cookie: string, current: string) => {
    const { sessionId } = await people.identify({ cookie })
    if (sessionId === null) throw new Error('not signed in')
    const next = 'a better password'
    return people.accounts.changeOwnPassword({ accountId: ada.id, sessionId, current, next, address: ADDRESS })
  }

  it('is changed by whoever knows it, and ends all other sessions', async () => {
    const [here, there] = [await people.signInCookie('Ada'), await people.signInCookie('Ada')]
    await change(here, PASSWORD)
    expect((await people.identify({ cookie: here })).account).not.toBeNull()
    expect((await people.identify({ cookie: there })).account).toBeNull()
    await people.signInCookie('Ada', 'a better password')
  })

  it('is not for guessing on a device that was left open', async () => {
    const cookie = await people.signInCookie('Ada')
    for (let i = 0; i < 5; i++) expect(await codeOf(change(cookie, 'wrong'))).toBe('wrong_credentials')
    expect(await codeOf(change(cookie, PASSWORD))).toBe('locked_out')
    // The door of the page is another one.
    await people.signInCookie('Ada')
  })
})

describe('an account that is deleted', () => {
  it('leaves its files in a room that only admins enter', async () => {
    const bob = await people.addAccount('Bob')
    await people.addAccount('Eve', 'editor')
    const room = await people.places.findPersonal(bob.id)
    if (room === null) throw new Error('no room')
    const cookie = await people.signInCookie('Bob')
    await people.removal.remove(bob.id, { kind: 'stay' }, SYSTEM)
    expect(await people.identify({ cookie })).toMatchObject({ account: null, sessionEnded: true })
    expect(await codeOf(people.signInCookie('Bob'))).toBe('wrong_credentials')
    expect(await people.places.find('bob-files')).toMatchObject({
      name: 'Bob (files)',
      folder: room.folder,
      facts: { id: room.facts.id, kind: 'room', access: 'names', memberIds: [], ownerId: null },
    })
    expect(await listedTo(await people.signInCookie('Eve'))).not.toContain(room.facts.id)
    expect(await listedTo(await people.signInCookie('Ada'))).toContain(room.facts.id)
  })

  it('frees its name, and a second one of that name leaves a second room', async () => {
    for (let i = 0; i < 2; i++) {
      const { id } = await people.addAccount('Bob')
      await people.removal.remove(id, { kind: 'stay' }, SYSTEM)
    }
    expect((await people.places.all()).map((place) => place.slug)).toEqual(
      expect.arrayContaining(['bob-files', 'bob-files-2']),
    )
  })

  it('gives its files to somebody else, and its empty room goes', async () => {
    const bob = await people.addAccount('Bob')
    const [from, to] = [await people.places.findPersonal(bob.id), await people.places.findPersonal(ada.id)]
    await people.removal.remove(bob.id, { kind: 'transfer', to: ada.id }, SYSTEM)
    expect(people.transfers).toEqual([{ from: from?.facts.id, to: to?.facts.id, folder: 'Bob' }])
    expect(await people.places.find(from?.facts.id ?? '')).toBeNull()
    await expect(stat(join(people.roomsPath, 'Bob - My files'))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('stays when its files can go to nobody', async () => {
    const bob = await people.addAccount('Bob')
    for (const to of [bob.id, 'nobody' as AccountId]) {
      expect(await codeOf(people.removal.remove(bob.id, { kind: 'transfer', to }, SYSTEM))).toBe('not_found')
    }
    expect(await people.accounts.list()).toMatchObject([{}, { name: 'Bob', disabled: false }])
  })

  it('leaves the rooms that named it', async () => {
    const bob = await people.addAccount('Bob')
    const id = await people.rooms.create({ name: 'Plans', access: 'names', memberIds: [bob.id] }, SYSTEM)
    expect((await people.rooms.settings(id)).memberIds).toEqual([bob.id])
    await people.removal.remove(bob.id, { kind: 'stay' }, SYSTEM)
    expect((await people.rooms.settings(id)).memberIds).toEqual([])
  })
})

describe("an admin's look into a private room", () => {
  it('lasts 15 minutes in one session, changes nothing, and is shown to its owner', async () => {
    const bob = await people.addAccount('Bob')
    const room = await people.places.findPersonal(bob.id)
    if (room === null) throw new Error('no room')
    const [here, there] = [await people.signInCookie('Ada'), await people.signInCookie('Ada')]
    const { sessionId, account } = await people.identify({ cookie: here })
    if (sessionId === null || account === null) throw new Error('not signed in')
    const may = async (cookie: string, action: 'place.enter' | 'place.change') =>
      can((await people.identify({ cookie })).actor, action, { kind: 'place', place: room.facts }).kind
    expect(await may(here, 'place.enter')).toBe('denied')

    const admin = { id: account.id, sessionId }
    const doer = { kind: 'account', id: account.id, address: ADDRESS } as const
    const opened = await people.personalAccess.open({ ownerId: bob.id, admin, doer })
    expect(opened).toEqual({ placeId: room.facts.id, until: people.clock.now() + 15 * 60_000 })
    expect(await may(here, 'place.enter')).toBe('allowed')
    expect(await may(here, 'place.change')).toBe('denied')
    expect(await may(there, 'place.enter')).toBe('denied')
    expect(await people.personalAccess.listOpenings(room.facts.id)).toEqual([{ at: people.clock.now(), byName: 'Ada' }])
    people.clock.pass(15 * 60_000)
    expect(await may(here, 'place.enter')).toBe('denied')
  })
})

async function listedTo(cookie: string): Promise<string[]> {
  const { actor } = await people.identify({ cookie })
  const views = await people.places.listVisible({ actor, unlocked: () => null })
  return views.map((view) => view.id)
}
