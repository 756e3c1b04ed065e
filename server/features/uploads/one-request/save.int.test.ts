import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { MAX_TEXT_BYTES } from '#lib/core/text/text-limits.ts'
import { createOddDisk, failure, type OddDisk } from '../testing/odd-disk.ts'
import { AS, type House, openHouse } from '../testing/test-house.ts'
import { bytes, type Site, serve } from '../testing/tus-client.ts'

let house: House
let site: Site
let files: OddDisk

beforeEach(async () => {
  files = createOddDisk()
  house = await openHouse({ files })
  site = await serve(house.listener)
})
afterEach(async () => {
  await site.close()
  expect(await house.partials()).toEqual([])
  expect((await house.uploadRows()).filter((row) => row.state === 'open' || row.state === 'finishing')).toEqual([])
  await house.remove()
})

interface Known {
  id: string
  etag: string
}

async function add(path: string, text: string): Promise<Known> {
  const answer = await site.send('PUT', `/api/places/main/content?path=${path}`, { body: Buffer.from(text) })
  expect(answer.status).toBe(201)
  const { entry } = JSON.parse(answer.body)
  return { id: entry.id, etag: `"${entry.contentId}"` }
}

const save = (id: string, body: Uint8Array | string, headers: Record<string, string> = {}) =>
  site.send('PUT', `/api/files/${id}/content`, { headers, body: Buffer.from(body) })

const versionsOf = async (entryId: string) => {
  const { build } = house.db
  const rows = await house.db.read(build.selectFrom('versions').selectAll().orderBy('made_at').orderBy('id'))
  const mine = rows.filter((row) => row.entry_id === entryId)
  return Promise.all(mine.map(async (row) => (await readFile(join(house.root, row.stored_name))).toString()))
}
const contentOf = async (name: string) => (await house.read(name)).toString()

test('a save answers with the new tag and keeps the old content as a version', async () => {
  const { id, etag } = await add('list.txt', 'milk')
  const first = await save(id, 'milk, bread', { 'if-match': etag, [AS]: 'ben' })
  expect([first.status, first.body.includes('"name":"list.txt"')]).toEqual([200, true])
  const second = await save(id, 'milk, bread, tea', { 'if-match': String(first.headers.etag) })
  expect([second.status, second.headers.etag === first.headers.etag]).toEqual([200, false])
  expect(await contentOf('list.txt')).toBe('milk, bread, tea')
  expect(await versionsOf(id)).toEqual(['milk', 'milk, bread'])
  expect(await house.names()).toEqual(['list.txt'])
})

test('who comes second is told who was faster and when, and nothing is changed', async () => {
  const { id, etag } = await add('list.txt', 'milk')
  const before = Date.now()
  const faster = await save(id, 'bens', { 'if-match': etag, [AS]: 'ben' })
  const second = await save(id, 'annas', { 'if-match': etag })
  expect([second.status, second.code]).toEqual([412, 'precondition_failed'])
  const { current } = JSON.parse(second.body)
  expect(current).toMatchObject({
    etag: faster.headers.etag,
    sizeBytes: 4,
    savedBy: { kind: 'account', name: 'ben', self: false },
  })
  expect(current.savedAt).toBeGreaterThanOrEqual(before)
  expect(await contentOf('list.txt')).toBe('bens')
  expect(await versionsOf(id)).toEqual(['milk'])
  // Having looked, the second may replace it.
  expect((await save(id, 'annas', { 'if-match': current.etag })).status).toBe(200)
  expect(await versionsOf(id)).toEqual(['milk', 'bens'])
})

test('of many at the same moment exactly one is saved', async () => {
  const { id, etag } = await add('list.txt', 'milk')
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, index) => save(id, `by ${index}`, { 'if-match': etag })),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(412)])
  const winner = answers.findIndex(({ status }) => status === 200)
  expect(await contentOf('list.txt')).toBe(`by ${winner}`)
  expect(await versionsOf(id)).toEqual(['milk'])
})

test.each([
  ['written in place', () => writeFile(join(house.root, 'list.txt'), 'by hand')],
  [
    'put in its place',
    async () => {
      await writeFile(join(house.root, 'other'), 'by hand')
      await rename(join(house.root, 'other'), join(house.root, 'list.txt'))
    },
  ],
])('a file that was %s by hand in the meantime is a conflict as well', async (_how, change) => {
  const { id, etag } = await add('list.txt', 'milk')
  await change()
  const answer = await save(id, 'annas', { 'if-match': etag })
  expect([answer.status, JSON.parse(answer.body).current]).toMatchObject([412, { savedBy: { kind: 'disk' } }])
  expect(await contentOf('list.txt')).toBe('by hand')
})

test('a file that was removed by hand is not made anew', async () => {
  const { id, etag } = await add('list.txt', 'milk')
  await rm(join(house.root, 'list.txt'))
  expect((await save(id, 'annas', { 'if-match': etag })).code).toBe('content_missing')
  expect(await house.names()).toEqual([])
})

test('a save without If-Match, of another tag, too large, packed or of a part is refused and changes nothing', async () => {
  const { id, etag } = await add('list.txt', 'milk')
  const ifMatch = { 'if-match': etag }
  const cases: [Promise<{ status: number; code: string }>, number, string][] = [
    [save(id, 'x'), 428, 'precondition_required'],
    [save(id, 'x', { 'if-match': '"another"' }), 412, 'precondition_failed'],
    [save(id, 'x', { 'if-match': `W/${etag}` }), 412, 'precondition_failed'],
    [save(id, new Uint8Array(MAX_TEXT_BYTES + 1), ifMatch), 413, 'text_too_large'],
    [save(id, 'x', { ...ifMatch, 'content-encoding': 'gzip' }), 415, 'unsupported_media_type'],
    [save(id, 'x', { ...ifMatch, 'content-range': 'bytes 0-0/4' }), 400, 'bad_request'],
    [save('0198aaaa-0000-7000-8000-000000000000', 'x', ifMatch), 404, 'not_found'],
  ]
  for (const [sent, status, code] of cases) {
    const answer = await sent
    expect([answer.status, answer.code]).toEqual([status, code])
  }
  const chunked = (async function* () {
    yield Buffer.from('x')
  })()
  const unknown = await site.send('PUT', `/api/files/${id}/content`, { headers: ifMatch, body: chunked })
  expect([unknown.status, unknown.code]).toEqual([400, 'bad_request'])
  expect(await contentOf('list.txt')).toBe('milk')
  expect(await versionsOf(id)).toEqual([])
})

test('two megabytes to the byte are saved, and every byte is what was sent', async () => {
  const { id, etag } = await add('list.txt', 'milk')
  const body = bytes(MAX_TEXT_BYTES)
  expect((await save(id, body, { 'if-match': etag })).status).toBe(200)
  expect(body.equals(await house.read('list.txt'))).toBe(true)
})

test('a save is held to the quota and to the disk like an upload, and the old content stays', async () => {
  const { id, etag } = await add('list.txt', 'milk')
  house.limits = { ...house.limits, accountQuotaBytes: 1000 }
  expect((await save(id, bytes(2000), { 'if-match': etag })).code).toBe('quota_exceeded')
  house.limits = { ...house.limits, accountQuotaBytes: null }
  files.onWrite = () => {
    throw failure('ENOSPC')
  }
  expect((await save(id, bytes(1.5 * 2 ** 20), { 'if-match': etag })).code).toBe('disk_full')
  expect(await contentOf('list.txt')).toBe('milk')
  expect(await readdir(join(house.root, '.hearth', 'versions')).catch(() => [])).toEqual([])
})
