import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import type { ShareLinkBody } from '#lib/contracts/http/share-links.ts'
import { serveLinks } from './testing/serve-links.ts'

const { at, visit, codeOf } = serveLinks()
let folder: string
beforeAll(async () => {
  const body = { name: 'Box' }
  folder = (await at.house.apiOf(at.admin).call(ROUTES.entries.createFolder, { params: { place: at.room }, body })).id
})

const make = (drop: Partial<ShareLinkBody['drop']> = {}, who = at.mila) =>
  at.house.apiOf(who).call(ROUTES.shareLinks.create, {
    body: { entries: [folder], drop: { maxBytes: null, maxFiles: null, ...drop } },
  })

type Guest = Awaited<ReturnType<typeof visit>>

const encoded = (value: string) => Buffer.from(value).toString('base64')
const TUS = { 'tus-resumable': '1.0.0', 'content-type': 'application/offset+octet-stream' }

function begin({ view, cookie }: Guest, name: string, size: number, bytes?: Uint8Array, more: object = {}) {
  const { 'content-type': type, ...tus } = TUS
  const metadata = `filename ${encoded(name)},place ${encoded('elsewhere')},path ${encoded('../..')}`
  return fetch(`${at.house.origin}/api/shared/${view.id}/uploads`, {
    method: 'POST',
    headers: {
      ...{ ...tus, cookie, origin: at.house.origin, 'upload-length': String(size), 'upload-metadata': metadata },
      ...(bytes === undefined ? {} : { 'content-type': type }),
      ...more,
    },
    ...(bytes === undefined ? {} : { body: new Uint8Array(bytes) }),
  })
}

const patch = ({ cookie }: Guest, location: string, offset: number, bytes: Uint8Array) =>
  fetch(at.house.origin + location, {
    ...{ method: 'PATCH', body: new Uint8Array(bytes) },
    headers: { ...TUS, cookie, origin: at.house.origin, 'upload-offset': String(offset) },
  })
const head = ({ cookie }: Guest, location: string) =>
  fetch(at.house.origin + location, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0', cookie } })
const boxed = async (path = 'Box') => {
  const query = { path }
  const { entries } = await at.house.apiOf(at.admin).call(ROUTES.entries.list, { params: { place: at.room }, query })
  return entries
}
const dropOf = async (id: string) => {
  const { links } = await at.house.apiOf(at.mila).call(ROUTES.shareLinks.list, { query: {} })
  return links.find((link) => link.id === id)?.drop
}

it('takes files into its folder, whole or piece by piece, for whoever made it, and shows nothing of what lies there', async () => {
  const { link, token } = await make()
  const guest = await visit(token)
  expect(guest.view).toMatchObject({ kind: 'drop', entries: [], drop: { leftFiles: null, leftBytes: null } })
  const small = await begin(guest, 'small.txt', 5, Buffer.from('small'))
  expect(small.status).toBe(201)
  expect(small.headers.get('location')).toMatch(new RegExp(`^/api/shared/${link.id}/uploads/`))
  const begun = await begin(guest, 'Large ä.bin', 3_000_000)
  const location = begun.headers.get('location') ?? ''
  const bytes = Buffer.alloc(3_000_000, 7)
  expect((await patch(guest, location, 0, bytes.subarray(0, 1_000_000))).status).toBe(204)
  expect((await head(guest, location)).headers.get('upload-offset')).toBe('1000000')
  expect((await patch(guest, location, 1_000_000, bytes.subarray(1_000_000))).status).toBe(204)
  const found = await boxed()
  expect(found.map(({ name, sizeBytes, addedBy }) => [name, sizeBytes, addedBy?.id])).toEqual([
    ['Large ä.bin', 3_000_000, at.milaId],
    ['small.txt', 5, at.milaId],
  ])
  expect(await dropOf(link.id)).toMatchObject({ files: 2, bytes: 3_000_005 })
  // Nothing leads to what is there, not even to what this visitor brought.
  const { cookie } = guest
  for (const path of [`entries?folder=${folder}`, `files/${found[0]?.id}/content`, 'zip']) {
    const answer = await fetch(`${at.house.origin}/api/shared/${link.id}/${path}`, { headers: { cookie } })
    expect(answer.status, path).toBe(404)
  }
  // A name that is taken is not told, and nothing is replaced.
  expect((await begin(guest, 'small.txt', 5, Buffer.from('other'))).status).toBe(201)
  expect((await boxed()).map(({ name }) => name)).toEqual(['Large ä.bin', 'small.txt', 'small_v2.txt'])
  expect(await readdir(join(at.house.dataFolder, 'data', 'rooms')).then((names) => names.includes('elsewhere'))).toBe(
    false,
  )
})

it('keeps its limits, also when many come at once; what is cancelled makes room', async () => {
  const { link, token } = await make({ maxFiles: 3, maxBytes: 4_000_000 })
  const guest = await visit(token)
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, at) => begin(guest, `many ${at}.txt`, 4, Buffer.from('many'))),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array(3).fill(201), ...Array(7).fill(413)])
  expect(await dropOf(link.id)).toMatchObject({ files: 3, bytes: 12 })
  const other = await make({ maxBytes: 1_000_000 })
  const second = await visit(other.token)
  const refused = await begin(second, 'too large.bin', 1_000_001)
  expect(await refused.json()).toMatchObject({ code: 'link_takes_no_more', leftBytes: 1_000_000, leftFiles: null })
  const held = await begin(second, 'held.bin', 900_000)
  expect(await codeOf(await begin(second, 'more.bin', 200_000))).toBe('link_takes_no_more')
  const cancelled = await fetch(at.house.origin + held.headers.get('location'), {
    ...{ method: 'DELETE', headers: { 'tus-resumable': '1.0.0', cookie: second.cookie, origin: at.house.origin } },
  })
  expect(cancelled.status).toBe(204)
  expect((await begin(second, 'more.bin', 200_000)).status).toBe(201)
  const { 'upload-length': _, ...deferred } = { 'upload-length': '', 'upload-defer-length': '1' }
  expect(await codeOf(await begin(second, 'endless.bin', 0, undefined, { ...deferred, 'upload-length': '' }))).toBe(
    'upload_length_invalid',
  )
})

it('takes room once for a creation that is sent again, and refuses the next one', async () => {
  const { link, token } = await make({ maxFiles: 1, maxBytes: 1_000_000 })
  const guest = await visit(token)
  const again = () => {
    const metadata = `filename ${encoded('once.bin')},place ${encoded('x')},transferId ${encoded('the-first-transfer')}`
    return begin(guest, 'once.bin', 1_000_000, undefined, { 'upload-metadata': metadata })
  }
  const [one, two] = await Promise.all([again(), again()])
  const three = await again()
  expect([one.status, two.status, three.status]).toEqual([201, 201, 201])
  const locations = [one, two, three].map(({ headers }) => headers.get('location') ?? '')
  expect(new Set(locations).size).toBe(1)
  expect(await codeOf(await begin(guest, 'another.bin', 1))).toBe('link_takes_no_more')
  expect((await patch(guest, locations[0] ?? '', 0, Buffer.alloc(1_000_000))).status).toBe(204)
  expect(await dropOf(link.id)).toMatchObject({ files: 1, bytes: 1_000_000 })
  // Cancelled, the same transfer is a new one.
  const other = await make({ maxFiles: 1 })
  const second = await visit(other.token)
  const metadata = `filename ${encoded('twice.bin')},place ${encoded('x')},transferId ${encoded('the-second-transfer')}`
  const wish = () => begin(second, 'twice.bin', 10, undefined, { 'upload-metadata': metadata })
  const cancelled = (await wish()).headers.get('location') ?? ''
  const headers = { 'tus-resumable': '1.0.0', cookie: second.cookie, origin: at.house.origin }
  expect((await fetch(at.house.origin + cancelled, { method: 'DELETE', headers })).status).toBe(204)
  const anew = await wish()
  expect([anew.status, anew.headers.get('location') === cancelled]).toEqual([201, false])
  expect(await dropOf(other.link.id)).toMatchObject({ files: 1, bytes: 10 })
})

it('lets nobody but the browser that began it go on with an upload, and ends with its link', async () => {
  const { link, token } = await make()
  const [one, two] = [await visit(token), await visit(token)]
  const location = (await begin(one, 'mine.bin', 2_000_000)).headers.get('location') ?? ''
  expect((await head(two, location)).status).toBe(404)
  expect(await codeOf(await patch(two, location, 0, Buffer.alloc(10)))).toBe('upload_not_found')
  expect((await patch(one, location, 0, Buffer.alloc(1_000_000))).status).toBe(204)
  await at.house.apiOf(at.mila).call(ROUTES.shareLinks.revoke, { params: { link: link.id } })
  expect(await codeOf(await patch(one, location, 1_000_000, Buffer.alloc(1_000_000)))).toBe('link_revoked')
})

it('goes where its folder goes, and counts in the quota of whoever made it', async () => {
  const { token } = await make()
  const guest = await visit(token)
  const location = (await begin(guest, 'late.bin', 1_500_000)).headers.get('location') ?? ''
  await patch(guest, location, 0, Buffer.alloc(500_000, 1))
  await at.house.apiOf(at.admin).call(ROUTES.entries.rename, { params: { entry: folder }, body: { name: 'Box now' } })
  expect((await patch(guest, location, 500_000, Buffer.alloc(1_000_000, 1))).status).toBe(204)
  expect((await boxed('Box now')).map(({ name }) => name)).toContain('late.bin')
  const root = join(at.house.dataFolder, 'data', 'rooms')
  const [name = ''] = (await readdir(root)).filter((one) => /garden/i.test(one))
  expect(await readdir(join(root, name))).not.toContain('Box')
  expect((await readFile(join(root, name, 'Box now', 'late.bin'))).length).toBe(1_500_000)
  const change = (body: object) =>
    at.house.apiOf(at.admin).call(ROUTES.people.changeAccount, { params: { account: at.milaId }, body })
  await change({ quotaBytes: 5_000_000 })
  expect(await codeOf(await begin(guest, 'too much.bin', 9_000_000))).toBe('quota_exceeded')
  await change({ quotaBytes: null })
  const readOnly = (on: boolean) =>
    at.house.apiOf(at.admin).call(ROUTES.places.changeRoom, { params: { place: at.room }, body: { readOnly: on } })
  await readOnly(true)
  expect(await codeOf(await begin(guest, 'shut.txt', 4))).toBe('room_read_only')
  await expect(make()).rejects.toMatchObject({ code: 'room_read_only' })
  await readOnly(false)
})

it('is a folder, and one', async () => {
  const answer = await fetch(`${at.house.origin}/api/places/${at.room}/content?path=file.txt`, {
    ...{ method: 'PUT', headers: at.admin, body: 'x' },
  })
  const { entry } = (await answer.json()) as { entry: { id: string } }
  const drop = { maxBytes: null, maxFiles: null }
  for (const entries of [[entry.id], [folder, entry.id]]) {
    const wish = at.house.apiOf(at.mila).call(ROUTES.shareLinks.create, { body: { entries, drop } })
    await expect(wish).rejects.toMatchObject({ code: 'invalid_input' })
  }
})
