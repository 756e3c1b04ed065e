import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AccountId, PlaceId, UploadId } from '#lib/core/ids/ids.ts'
import { SYSTEM } from '#server/auth/doer.ts'
import { openTestPeople, type TestPeople } from '#server/auth/testing/open-test-people.ts'

let people: TestPeople

beforeEach(async () => {
  people = await openTestPeople()
})

afterEach(() => people.remove())

const at = (...names: string[]) => join(people.roomsPath, ...names)
const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  )
const make = (name: string) => people.rooms.create({ name, access: 'accounts' }, SYSTEM)

describe('a new vault', () => {
  it('has the room main, for signed-in people only', async () => {
    expect(await people.places.find('main')).toMatchObject({
      name: 'main',
      folder: 'main',
      facts: { access: 'accounts' },
    })
    expect(await isThere(at('main'))).toBe(true)
  })

  it('does not make main again once somebody deleted it', async () => {
    const main = await people.places.find('main')
    if (main === null) throw new Error('no main')
    await people.rooms.remove(main.facts.id, 'main', SYSTEM)
    people = await people.restart()
    expect(await people.places.find('main')).toBeNull()
  })
})

describe('a room', () => {
  it('is made with a folder of its name and an address', async () => {
    const id = await make('Grandma & Grandpa')
    expect(await people.places.find('grandma-grandpa')).toMatchObject({ facts: { id }, folder: 'Grandma & Grandpa' })
    expect(await people.places.find('Grandma & Grandpa')).toMatchObject({ facts: { id } })
    expect(await people.places.rootOf(id)).toBe(at('Grandma & Grandpa'))
    expect(await isThere(at('Grandma & Grandpa'))).toBe(true)
  })

  it.each([
    ['api', 'room_name_reserved'],
    ['Sign In', 'room_name_reserved'],
    ['..', 'invalid_name'],
    ['a/b', 'invalid_name'],
    ['.hearth', 'invalid_name'],
    ['***', 'invalid_name'],
    ['MAIN', 'room_exists'],
    ['Máin', 'room_exists'],
  ])('is not made as %j: %s', async (name, code) => {
    expect(await codeOf(make(name))).toBe(code)
    expect(await readdir(people.roomsPath)).toEqual(['main'])
  })

  it('with a password needs one', async () => {
    expect(await codeOf(people.rooms.create({ name: 'Films', access: 'password' }, SYSTEM))).toBe('invalid_input')
  })

  it('cannot name people who are not there', async () => {
    const memberIds = ['nobody' as AccountId]
    expect(await codeOf(people.rooms.create({ name: 'Films', access: 'names', memberIds }, SYSTEM))).toBe(
      'invalid_input',
    )
    expect(await isThere(at('Films'))).toBe(false)
  })

  it('never adopts a folder that is already there', async () => {
    await mkdir(at('films'))
    await writeFile(at('films', 'secret.txt'), 'of somebody')
    const id = await make('Films')
    expect(await people.places.rootOf(id)).toBe(at('Films_v2'))
    expect(await readdir(at('Films_v2'))).toEqual([])
  })

  it('is made once when two ask at the same time', async () => {
    const outcomes = await Promise.all([codeOf(make('Films')), codeOf(make('films'))])
    expect(outcomes.sort()).toEqual(['done', 'room_exists'])
    expect((await readdir(people.roomsPath)).filter((name) => /films/i.test(name))).toHaveLength(1)
  })
})

describe('a renamed room', () => {
  it('takes its folder and everything in it along, under a new address', async () => {
    const id = await make('Films')
    await writeFile(at('Films', 'a.txt'), 'kept')
    await people.rooms.change(id, { name: 'Old films' }, SYSTEM)
    expect(await people.places.find('old-films')).toMatchObject({ facts: { id }, folder: 'Old films' })
    expect(await people.places.find('films')).toBeNull()
    expect(await readFile(at('Old films', 'a.txt'), 'utf8')).toBe('kept')
    expect(await isThere(at('Films'))).toBe(false)
  })

  it('may change the case of its name alone', async () => {
    const id = await make('films')
    await people.rooms.change(id, { name: 'Films' }, SYSTEM)
    expect(await people.places.find(id)).toMatchObject({ name: 'Films', folder: 'Films', slug: 'films' })
    expect(await readdir(people.roomsPath)).toEqual(expect.arrayContaining(['Films']))
  })

  it('takes unfinished uploads along, so that no byte is sent again', async () => {
    const id = await make('Films 🎬')
    const folder = (name: string) => at(name, '.hearth', 'partials')
    const row = {
      ...{ owner_kind: 'device' as const, owner_id: 'd', address: '', place_id: id, folder_path: '', filename: 'a' },
      ...{ conflict: 'keep' as const, metadata: '', created_at: 1, updated_at: 1, expires_at: 2 },
    }
    const uploads = [
      { ...row, id: 'moves' as UploadId, partial_folder: folder('Films 🎬') },
      { ...row, id: 'elsewhere' as UploadId, partial_folder: folder('Films 🎬 2') },
      { ...row, id: 'over' as UploadId, partial_folder: folder('Films 🎬'), state: 'done' as const },
    ]
    await people.db.commit(uploads.map((upload) => people.db.build.insertInto('uploads').values(upload)))
    await people.rooms.change(id, { name: 'Cinema' }, SYSTEM)
    const after = await people.db.read(
      people.db.build.selectFrom('uploads').select(['id', 'partial_folder']).orderBy('id'),
    )
    expect(after).toEqual([
      { id: 'elsewhere', partial_folder: folder('Films 🎬 2') },
      { id: 'moves', partial_folder: folder('Cinema') },
      { id: 'over', partial_folder: folder('Films 🎬') },
    ])
  })

  it('keeps name and folder when the new name is taken', async () => {
    const id = await make('Films')
    expect(await codeOf(people.rooms.change(id, { name: 'Main', readOnly: true }, SYSTEM))).toBe('room_exists')
    expect(await people.places.find(id)).toMatchObject({ name: 'Films', folder: 'Films', facts: { readOnly: false } })
    expect(await isThere(at('Films'))).toBe(true)
  })

  it('is finished after a crash between the row and the folder', async () => {
    const id = await make('Films')
    await writeFile(at('Films', 'a.txt'), 'kept')
    await leaveIntent('room-rename', id, { from: 'Films', to: 'Cinema' })
    people = await people.restart()
    expect(await people.places.rootOf(id)).toBe(at('Cinema'))
    expect(await readFile(at('Cinema', 'a.txt'), 'utf8')).toBe('kept')
    expect(await intentsLeft()).toBe(0)
  })

  it('does not take the folder of another room when a stale intent says so', async () => {
    const [films, music] = [await make('Films'), await make('Music')]
    await leaveIntent('room-rename', films, { from: 'Films', to: 'Music' })
    await leaveIntent('room-rename', films, { from: 'Music', to: 'Stolen' })
    people = await people.restart()
    expect(await people.places.rootOf(films)).toBe(at('Films'))
    expect(await people.places.rootOf(music)).toBe(at('Music'))
    expect(await intentsLeft()).toBe(0)
  })
})

describe('a deleted room', () => {
  it('wants its name typed first', async () => {
    const id = await make('Films')
    expect(await codeOf(people.rooms.remove(id, 'films', SYSTEM))).toBe('confirmation_needed')
    expect(await people.places.find(id)).not.toBeNull()
  })

  it('is gone at once, and its bytes follow', async () => {
    const id = await make('Films')
    await writeFile(at('Films', 'a.txt'), 'gone')
    await people.rooms.remove(id, 'Films', SYSTEM)
    expect(await people.places.find(id)).toBeNull()
    expect(await isThere(at('Films'))).toBe(false)
    expect(await isThere(at('.hearth', 'deleted-rooms', id, 'a.txt'))).toBe(true)
    await people.jobs.start()
    await vi.waitFor(async () => expect(await isThere(at('.hearth', 'deleted-rooms', id))).toBe(false))
  })

  it('frees its name for a new room, which its removal leaves alone', async () => {
    const old = await make('Films')
    await writeFile(at('Films', 'old.txt'), 'gone')
    await people.rooms.remove(old, 'Films', SYSTEM)
    const id = await make('Films')
    await writeFile(at('Films', 'new.txt'), 'kept')
    await people.jobs.start()
    await vi.waitFor(async () => expect(await readdir(at('.hearth', 'deleted-rooms'))).toEqual([]))
    expect(await people.places.rootOf(id)).toBe(at('Films'))
    expect(await readdir(at('Films'))).toEqual(['new.txt'])
  })

  it('is put aside after a crash, but never the room that has its name by then', async () => {
    const [gone, other] = [await make('Films'), await make('Music')]
    const steps = [people.db.build.updateTable('places').set({ deleted_at: 1 }).where('id', '=', gone)]
    await people.db.commit(steps)
    await leaveIntent('room-delete', gone, { folder: 'Films' })
    await leaveIntent('room-delete', 'an-older-room' as PlaceId, { folder: 'Music' })
    people = await people.restart()
    expect(await isThere(at('Films'))).toBe(false)
    expect(await isThere(at('.hearth', 'deleted-rooms', gone))).toBe(true)
    expect(await isThere(await people.places.rootOf(other))).toBe(true)
    expect(await intentsLeft()).toBe(0)
  })
})

describe('a room whose making was cut short', () => {
  it('leaves no folder behind when its row was never written', async () => {
    await mkdir(at('Films'))
    await leaveIntent('room-create', 'never-written' as PlaceId, { folder: 'Films' })
    people = await people.restart()
    expect(await isThere(at('Films'))).toBe(false)
    expect(await intentsLeft()).toBe(0)
  })

  it('gets its folder back when its row is there', async () => {
    const id = await make('Films')
    await rm(at('Films'), { recursive: true })
    await leaveIntent('room-create', id, { folder: 'Films' })
    people = await people.restart()
    expect(await isThere(at('Films'))).toBe(true)
  })

  it('leaves alone what somebody put into the folder, and the room that has it by now', async () => {
    const id = await make('Music')
    await mkdir(at('Films'))
    await writeFile(at('Films', 'a.txt'), 'kept')
    await leaveIntent('room-create', 'never-written' as PlaceId, { folder: 'Films' })
    await leaveIntent('room-create', 'never-written' as PlaceId, { folder: 'Music' })
    people = await people.restart()
    expect(await readFile(at('Films', 'a.txt'), 'utf8')).toBe('kept')
    expect(await isThere(await people.places.rootOf(id))).toBe(true)
  })

  it('leaves neither folder nor intent when it is refused', async () => {
    await make('Films')
    expect(await codeOf(make('FILMS'))).toBe('room_exists')
    expect((await readdir(people.roomsPath)).sort()).toEqual(['Films', 'main'])
    expect(await intentsLeft()).toBe(0)
  })
})

describe('what is written down', () => {
  it('names what changed, and never a password', async () => {
    const id = await make('Films')
    await people.rooms.change(id, { access: 'password', passwordHash: '$argon2id$secret' }, SYSTEM)
    const rows = await people.db.read(people.db.build.selectFrom('audit').where('target_id', '=', id).selectAll())
    expect(rows.map((row) => row.action)).toEqual(['room.created', 'room.changed'])
    expect(JSON.parse(rows[1]?.details ?? '')).toEqual({ name: 'Films', changed: ['access', 'password'] })
    expect(JSON.stringify(rows)).not.toContain('secret')
  })
})

async function leaveIntent(kind: string, placeId: PlaceId, payload: unknown): Promise<void> {
  const row = {
    id: `${kind}-${Math.random()}`,
    kind,
    place_id: placeId,
    payload: JSON.stringify(payload),
    created_at: 1,
  }
  await people.db.commit([people.db.build.insertInto('fs_intents').values(row)])
}

async function intentsLeft(): Promise<number> {
  return (await people.db.read(people.db.build.selectFrom('fs_intents').selectAll())).length
}
