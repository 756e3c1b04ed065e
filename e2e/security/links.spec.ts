import { mkdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from '@playwright/test'
import { launchVault } from '../support/vault-process.ts'
import { CANARY, plantCanaries, snapshotOutside } from './support/canary.ts'
import { WITHOUT_RATES } from './support/gathering.ts'
import { furnish, type Household, putFile, tusMetadata } from './support/household.ts'
import { sendJson } from './support/people.ts'
import { type Answer, dishonestyOf, send } from './support/wire.ts'

/**
 * Links that somebody with a shell, a backup or another program put into a room never lead out of it, wherever they
 * stand: as the file, as its folder, or put there after the file was listed. (The folder of a room itself may be a
 * link: whoever can make one there runs the vault, and may have moved the room to a larger disk.)
 */

let house: Household
let room: string
let outside: string
let before: Map<string, string>

test.skip(process.platform === 'win32', 'links need a privilege there')

test.beforeAll(async () => {
  test.setTimeout(120_000)
  house = await furnish(await launchVault({ flags: WITHOUT_RATES }))
  const { dataFolder } = house.vault
  room = join(dataFolder, 'rooms', 'yard')
  outside = join(dirname(dataFolder), 'outside')
  await plantCanaries(dataFolder)
  before = await snapshotOutside(dataFolder)
})

test.afterAll(() => house.vault.dispose())

test.afterEach(async () => {
  expect(Object.fromEntries(await snapshotOutside(house.vault.dataFolder))).toEqual(Object.fromEntries(before))
})

const yard = (): string => house.places.yard.id

function expectHarmless(answer: Answer): void {
  expect(dishonestyOf(answer)).toBeNull()
  expect(answer.text).not.toContain(CANARY)
  expect(answer.text).not.toContain('secret.txt')
}

const list = (path: string): Promise<Answer> =>
  send(house.door, {
    ...{
      method: 'GET',
      path: `/api/places/${yard()}/entries?path=${encodeURIComponent(path)}`,
      headers: house.adminProof,
    },
  })

const content = (entryId: string): Promise<Answer> =>
  send(house.door, { method: 'GET', path: `/api/files/${entryId}/content`, headers: house.adminProof })

const put = (path: string): Promise<Answer> =>
  send(house.door, {
    ...{ method: 'PUT', path: `/api/places/${yard()}/content?path=${encodeURIComponent(path)}`, body: 'mine' },
    headers: house.adminProof,
  })

const tus = (path: string, filename: string, conflict: string): Promise<Answer> =>
  send(house.door, {
    ...{ method: 'POST', path: '/api/uploads', body: 'tus' },
    headers: {
      ...{ 'tus-resumable': '1.0.0', 'upload-length': '3', 'content-type': 'application/offset+octet-stream' },
      'upload-metadata': tusMetadata({ place: yard(), path, filename, conflict }),
      ...house.adminProof,
    },
  })

const folder = (path: string, name: string): Promise<Answer> =>
  sendJson(house.door, 'POST', `/api/places/${yard()}/folders`, { path, name }, house.adminProof)

async function carry(action: 'move' | 'copy', entryId: string, path: string): Promise<Answer> {
  const { door, adminProof } = house
  const selector = { kind: 'ids', ids: [entryId] }
  const body = { action, selector, to: { place: yard(), path }, conflict: 'replace' }
  const answer = await sendJson(door, 'POST', `/api/places/${yard()}/bulk`, body, adminProof)
  if (answer.status !== 202) return answer
  const job = `/api/jobs/${answer.json<{ id: string }>().id}`
  const stateOf = async () =>
    (await send(door, { method: 'GET', path: job, headers: adminProof })).json<{ state: string }>()
  await expect.poll(async () => (await stateOf()).state).not.toMatch(/queued|running/)
  return answer
}

test('a link to a folder outside is not listed, not entered and not written through', async () => {
  await symlink(outside, join(room, 'way out'))
  await symlink(dirname(house.vault.dataFolder), join(room, 'Papers', 'way up'))
  for (const way of ['way out', 'Papers/way up', 'way out/Papers', 'Papers/way up/outside', 'way out/Papers/..']) {
    expectHarmless(await list(way))
    expectHarmless(await put(`${way}/put.txt`))
    expectHarmless(await put(`${way}/deeper/put.txt`))
    expectHarmless(await tus(way, 'secret.txt', 'replace'))
    expectHarmless(await tus(`${way}/new`, 'tus.txt', 'keep'))
    expectHarmless(await folder(way, 'made'))
    expectHarmless(await carry('copy', house.places.yard.entryId, way))
    expectHarmless(await carry('move', house.places.yard.folderId, way))
  }
  expectHarmless(await list(''))
})

test('a link to a file outside is neither read nor written through', async () => {
  await symlink(join(outside, 'secret.txt'), join(room, 'link.txt'))
  await symlink('../../../outside/secret.txt', join(room, 'relative.txt'))
  await symlink('/dev/zero', join(room, 'endless.bin'))
  await symlink('loop', join(room, 'loop'))
  await put('settle.txt')
  const { entries } = (await list('')).json<{ entries: { id: string; name: string; kind: string }[] }>()
  for (const { id } of entries.filter(({ name, kind }) => kind === 'file' && /link|relative|endless|loop/.test(name))) {
    expectHarmless(await content(id))
  }
  for (const name of ['link.txt', 'relative.txt', 'endless.bin', 'loop']) {
    for (const conflict of ['replace', 'keep', 'skip']) expectHarmless(await tus('', name, conflict))
    expectHarmless(await folder('', name))
    expectHarmless(await put(`${name}/below.txt`))
  }
})

test('a file swapped for a link after it was listed gives nothing of what the link points at', async () => {
  const id = await putFile(house.door, yard(), 'swapped.txt', 'what was listed', house.adminProof)
  expect((await content(id)).text).toBe('what was listed')
  await rm(join(room, 'swapped.txt'))
  await symlink(join(outside, 'secret.txt'), join(room, 'swapped.txt'))
  for (let times = 0; times < 10; times++) expectHarmless(await content(id))
  expectHarmless(await carry('copy', id, 'Papers'))
})

test('a folder swapped for a link after it was listed leads nowhere', async () => {
  const { door, adminProof } = house
  await mkdir(join(room, 'Shed')).catch(() => undefined)
  const id = await putFile(door, yard(), 'Shed/secret.txt', 'what was listed', adminProof)
  await rename(join(room, 'Shed'), join(room, 'Shed before'))
  await symlink(outside, join(room, 'Shed'))
  expectHarmless(await content(id))
  expectHarmless(await put('Shed/put.txt'))
  expectHarmless(await tus('Shed', 'secret.txt', 'replace'))
  expectHarmless(await sendJson(door, 'PATCH', `/api/files/${id}`, { name: 'renamed.txt' }, adminProof))
  expectHarmless(await carry('move', id, ''))
  expectHarmless(await carry('copy', id, ''))
  const trash = { action: 'trash', selector: { kind: 'ids', ids: [id] } }
  expectHarmless(await sendJson(door, 'POST', `/api/places/${yard()}/bulk`, trash, adminProof))
  expectHarmless(await list('Shed'))
})

test('swapping a folder for a link while uploads go into it lets none of them out', async () => {
  const shed = join(room, 'Busy')
  const real = join(room, 'Busy really')
  await put('Busy/first.txt')
  let stop = false
  const swapping = (async () => {
    while (!stop) {
      await rename(shed, real).catch(() => undefined)
      await symlink(outside, shed).catch(() => undefined)
      await rm(shed).catch(() => undefined)
      await rename(real, shed).catch(() => undefined)
    }
  })()
  const numbers = Array.from({ length: 60 }, (_, number) => number)
  const answers = await Promise.all(numbers.map((number) => put(`Busy/${number}.txt`)))
  stop = true
  await swapping
  for (const answer of answers) expectHarmless(answer)
  expect(await readFile(join(outside, 'secret.txt'), 'utf8')).toBe(CANARY)
})
