import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { launchVault } from '../support/vault-process.ts'
import { CORPUS, type Hostile } from './names-corpus.ts'
import { CANARY, listOnDisk, plantCanaries, snapshotOutside } from './support/canary.ts'
import { complaintsIn, WITHOUT_RATES } from './support/gathering.ts'
import { furnish, type Household, putFile, tusMetadata } from './support/household.ts'
import { sendJson } from './support/people.ts'
import { type Answer, dishonestyOf, eachOf, send } from './support/wire.ts'

/** Every hostile name before every door that takes a name or a path: refused, or mapped to a name inside the room. */

const AT_ONCE = 16
/** For doors that lead to the same code as one that gets the whole corpus. */
const SOME = CORPUS.filter((_, index) => index % 5 === 0)

let house: Household
let before: Map<string, string>
let folder: string

test.beforeAll(async () => {
  test.setTimeout(120_000)
  house = await furnish(await launchVault({ flags: WITHOUT_RATES }))
  const { dataFolder } = house.vault
  folder = join(dataFolder, 'rooms', 'yard')
  await plantCanaries(dataFolder)
  before = await snapshotOutside(dataFolder)
})

test.afterAll(() => house.vault.dispose())

test.afterEach(async () => {
  const after = await snapshotOutside(house.vault.dataFolder)
  expect(Object.fromEntries(after), 'outside the rooms').toEqual(Object.fromEntries(before))
})

/** Refusals that are right for a name or a path. */
const FINE = new Set([400, 404, 409, 413])

type Send = (hostile: Hostile) => Promise<Answer>

/** Sends each of the corpus through a door. @returns what went wrong */
async function throughDoor(door: Send, corpus: readonly Hostile[] = CORPUS): Promise<string[]> {
  const complaints = await eachOf(corpus, AT_ONCE, async (hostile) => {
    const answer = await door(hostile)
    const what = `${hostile.why} ${JSON.stringify(hostile.text.slice(0, 60))}`
    const dishonesty = dishonestyOf(answer)
    if (dishonesty !== null) return `${what}: ${dishonesty}`
    if (answer.text.includes(CANARY)) return `${what}: the canary was read`
    return answer.status < 300 || FINE.has(answer.status) ? null : `${what}: ${answer.status} ${answer.code}`
  })
  return complaintsIn(complaints)
}

/** Half a surrogate pair cannot be written in UTF-8; JSON can carry it, and does. */
const wellFormed = (text: string): string => Buffer.from(text).toString('utf8')
const encoded = (text: string): string => encodeURIComponent(wellFormed(text))

/** Names that no file system a household has would take, or that read as something else. */
const BAD_SEGMENT =
  /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069<>:"|?*\\]|^\s|[\s.]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu

async function badNamesOnDisk(): Promise<string[]> {
  const paths = await listOnDisk(folder)
  return paths.filter((path) => path.split('/').some((name) => BAD_SEGMENT.test(name) || Buffer.byteLength(name) > 255))
}

test('the corpus is large and has no doubles', () => {
  expect(CORPUS.length).toBeGreaterThanOrEqual(500)
})

test('as the path of a one-request upload', async () => {
  const { door, places, adminProof } = house
  const put: Send = ({ text }) =>
    send(door, {
      ...{ method: 'PUT', path: `/api/places/${places.yard.id}/content?path=${encoded(text)}`, body: 'put' },
      headers: adminProof,
    })
  expect(await throughDoor(put)).toEqual([])
  expect(await badNamesOnDisk()).toEqual([])
})

/** A whole upload in one creation. */
function createUpload(metadata: Record<string, string>): Promise<Answer> {
  return send(house.door, {
    ...{ method: 'POST', path: '/api/uploads', body: 'tus' },
    headers: {
      ...{ 'tus-resumable': '1.0.0', 'upload-length': '3', 'content-type': 'application/offset+octet-stream' },
      'upload-metadata': tusMetadata({ place: house.places.yard.id, filename: 'a.bin', ...metadata }),
      ...house.adminProof,
    },
  })
}

test('as the filename of a tus upload', async () => {
  expect(await throughDoor(({ text }) => createUpload({ filename: wellFormed(text) }))).toEqual([])
  expect(await badNamesOnDisk()).toEqual([])
})

test('as the path of a tus upload', async () => {
  expect(await throughDoor(({ text }) => createUpload({ path: wellFormed(text) }))).toEqual([])
  expect(await badNamesOnDisk()).toEqual([])
})

test('as the place, the type, the transfer id or the date of a tus upload', async () => {
  for (const key of ['place', 'filetype', 'transferId', 'lastModified', 'conflict', 'sha256']) {
    expect(await throughDoor(({ text }) => createUpload({ [key]: wellFormed(text) }), SOME), key).toEqual([])
  }
})

test('as the filename of a form', async () => {
  const { door, places, adminProof } = house
  const post: Send = ({ text }) => {
    const name = wellFormed(text).replace(/["\r\n]/g, (character) => encodeURIComponent(character))
    const head = `--edge\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\n\r\n`
    return send(door, {
      ...{ method: 'POST', path: `/api/places/${places.yard.id}/content`, body: `${head}form\r\n--edge--\r\n` },
      headers: { 'content-type': 'multipart/form-data; boundary=edge', ...adminProof },
    })
  }
  expect(await throughDoor(post)).toEqual([])
  expect(await badNamesOnDisk()).toEqual([])
})

test('as the raw, unescaped filename of a form', async () => {
  const { door, places, adminProof } = house
  const post: Send = ({ text }) =>
    send(door, {
      ...{ method: 'POST', path: `/api/places/${places.yard.id}/content` },
      body: `--edge\r\nContent-Disposition: form-data; name="f"; filename="${text}"; filename*=UTF-8''${encoded(text)}\r\n\r\nx\r\n--edge--\r\n`,
      headers: { 'content-type': 'multipart/form-data; boundary=edge', ...adminProof },
    })
  expect(await throughDoor(post)).toEqual([])
  expect(await badNamesOnDisk()).toEqual([])
})

test('as the name and as the parent of a new folder', async () => {
  const { door, places, adminProof } = house
  const path = `/api/places/${places.yard.id}/folders`
  expect(await throughDoor(({ text }) => sendJson(door, 'POST', path, { name: text }, adminProof))).toEqual([])
  expect(await throughDoor(({ text }) => sendJson(door, 'POST', path, { path: text, name: 'x' }, adminProof))).toEqual(
    [],
  )
  expect(await badNamesOnDisk()).toEqual([])
})

test('as the new name of an entry', async () => {
  const { door, places, adminProof } = house
  const id = await putFile(door, places.yard.id, 'to rename.txt', 'x', adminProof)
  const rename: Send = ({ text }) => sendJson(door, 'PATCH', `/api/files/${id}`, { name: text }, adminProof)
  expect(await throughDoor(rename)).toEqual([])
  expect(await badNamesOnDisk()).toEqual([])
})

test('as the folder of a list, its cursor and its filter', async () => {
  const { door, places, adminProof } = house
  for (const key of ['path', 'cursor', 'q', 'sort', 'type']) {
    const list: Send = ({ text }) =>
      send(door, {
        ...{ method: 'GET', path: `/api/places/${places.yard.id}/entries?${key}=${encoded(text.slice(0, 3_000))}` },
        headers: adminProof,
      })
    expect(await throughDoor(list, key === 'path' ? CORPUS : SOME), key).toEqual([])
  }
})

test('as the destination of a move and of a copy', async () => {
  const { door, places, adminProof } = house
  const id = await putFile(door, places.yard.id, 'to move.txt', 'x', adminProof)
  for (const action of ['move', 'copy']) {
    const bulk: Send = ({ text }) => {
      const body = { action, selector: { kind: 'ids', ids: [id] }, to: { place: places.yard.id, path: text } }
      return sendJson(door, 'POST', `/api/places/${places.yard.id}/bulk`, body, adminProof)
    }
    expect(await throughDoor(bulk, action === 'move' ? CORPUS : SOME), action).toEqual([])
  }
  expect(await badNamesOnDisk()).toEqual([])
})

test('as what a bulk action works on', async () => {
  const { door, places, adminProof } = house
  const path = `/api/places/${places.hall.id}/bulk`
  const trash = (selector: unknown) => sendJson(door, 'POST', path, { action: 'trash', selector }, adminProof)
  expect(await throughDoor(({ text }) => trash({ kind: 'ids', ids: [text] }), SOME)).toEqual([])
  expect(await throughDoor(({ text }) => trash({ kind: 'folder', path: text }), SOME)).toEqual([])
  expect(await throughDoor(({ text }) => trash({ kind: 'job', job: text }), SOME)).toEqual([])
})

test('as the id of a file, an upload, a job, an account, a session and a place', async () => {
  const { door, adminProof } = house
  for (const at of ['files', 'uploads', 'jobs', 'places', 'rooms', 'accounts', 'sessions']) {
    const tails: Record<string, string> = {
      files: '/content',
      uploads: '/result',
      places: '/entries',
      rooms: '/settings',
    }
    const [method, tail] = ['accounts', 'sessions'].includes(at) ? ['DELETE', '?files=stay'] : ['GET', tails[at] ?? '']
    const get: Send = ({ text }) =>
      send(door, { method, path: `/api/${at}/${encoded(text.slice(0, 1_000)) || 'x'}${tail}`, headers: adminProof })
    expect(await throughDoor(get, at === 'files' || at === 'places' ? CORPUS : SOME), at).toEqual([])
  }
})

test('as the name of a room, of an account and of the vault', async () => {
  const { door, admin, adminProof } = house
  const rooms = await throughDoor(
    ({ text }) => sendJson(door, 'POST', '/api/rooms', { name: text, access: 'accounts' }, adminProof),
    SOME,
  )
  expect(rooms).toEqual([])
  const { places } = await admin.call(ROUTES.places.list, {})
  const made = places.filter(
    ({ kind, slug }) => kind === 'room' && !Object.hasOwn(house.places, slug ?? '') && slug !== 'main',
  )
  expect(
    made.filter(({ slug }) => slug === null || /[./\\%:\p{Cc}\p{Cf}]/u.test(slug)).map(({ slug }) => slug),
  ).toEqual([])
  const settings = await throughDoor(
    ({ text }) => sendJson(door, 'PATCH', '/api/settings', { vaultName: text }, adminProof),
    SOME,
  )
  expect(settings).toEqual([])
  for (const { id, name } of made)
    await admin.call(ROUTES.places.deleteRoom, { params: { place: id }, query: { confirm: name } })
})

test('as an address typed by hand', async () => {
  const complaints = await eachOf(CORPUS, AT_ONCE, async ({ text, why }) => {
    const answer = await send(house.door, { method: 'GET', path: `/${encoded(text.slice(0, 1_000))}` })
    const { location } = answer.headers
    const isFine = answer.status < 500 && (location === undefined || /^\/[^/\\]/.test(location) || location === '/')
    return isFine && !answer.text.includes(CANARY)
      ? null
      : `${why} ${JSON.stringify(text.slice(0, 60))}: ${answer.status} ${location}`
  })
  expect(complaintsIn(complaints)).toEqual([])
})

test('what was taken is listed under the names the disk has, and each name once', async () => {
  const { door, places, adminProof } = house
  const onDisk = (await listOnDisk(folder)).filter((path) => !path.includes('/'))
  const listed: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const more = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const path = `/api/places/${places.yard.id}/entries?limit=1000${more}`
    const answer = await send(door, { method: 'GET', path, headers: adminProof })
    const page = answer.json<{ entries: { name: string }[]; nextCursor: string | null }>()
    listed.push(...page.entries.map(({ name }) => name))
    cursor = page.nextCursor
  }
  expect(listed.sort()).toEqual(onDisk.sort())
  const keys = listed.map((name) => name.normalize('NFC').toLowerCase())
  expect(new Set(keys).size).toBe(keys.length)
})

test('a hostile name makes one line of JSON in the log, and no control character', async () => {
  const log = () => readFile(join(house.vault.dataFolder, 'logs', 'hearth.log'), 'utf8')
  await expect.poll(async () => (await log()).split('\n').length).toBeGreaterThan(1_000)
  const lines = (await log()).split('\n').slice(0, -1)
  expect(lines.filter((line) => !isObject(line) || /\p{Cc}/u.test(line))).toEqual([])
  expect(lines.filter((line) => line.includes('"msg":"forged"'))).toEqual([])
})

function isObject(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object'
  } catch {
    return false
  }
}
