import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type House, openHouse } from './testing/test-house.ts'
import { bytes, create, head, metadata, OFFSET_STREAM, patch, type Site, serve, TUS } from './testing/tus-client.ts'

const MiB = 1 << 20
const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex')

let house: House
let site: Site

beforeEach(async () => {
  house = await openHouse()
  site = await serve(house.listener)
})
afterEach(async () => {
  await site.close()
  await house.remove()
  expect(house.errors).toEqual([])
})

test('a file comes in one creation and is listed with its hash', async () => {
  const body = bytes(20_000)
  const answer = await site.send('POST', '/api/uploads', {
    headers: {
      ...TUS,
      ...OFFSET_STREAM,
      'upload-length': body.length,
      'upload-metadata': metadata({ filename: 'a.bin' }),
    },
    body,
  })
  expect(answer.body).toBe('')
  expect(answer.status).toBe(201)
  expect(answer.headers['upload-offset']).toBe('20000')
  expect(body.equals(await house.read('a.bin'))).toBe(true)
  const [entry] = await house.listed()
  expect(entry).toMatchObject({ name: 'a.bin', size_bytes: 20_000 })
  expect(Buffer.from(entry?.sha256 ?? []).toString('hex')).toBe(sha256(body))
  expect(await house.partials()).toEqual([])
})

test('a large file comes in several patches, with its manifest', async () => {
  const body = bytes(5 * MiB + 123)
  const address = await create(site, 'film.mkv', body.length, { path: 'films/2024' })
  expect(address).toMatch(/^\/api\/uploads\/[0-9a-f-]{36}$/)
  for (let offset = 0; offset < body.length; offset += 2 * MiB) {
    const answer = await patch(site, address, offset, body.subarray(offset, offset + 2 * MiB))
    expect(answer.body).toBe('')
    expect(answer.status).toBe(204)
    const stands = String(Math.min(body.length, offset + 2 * MiB))
    expect(answer.headers['upload-offset']).toBe(stands)
    expect((await head(site, address)).headers['upload-offset']).toBe(stands)
  }
  expect(body.equals(await house.read('films', '2024', 'film.mkv'))).toBe(true)
  const result = JSON.parse((await site.send('GET', `${address}/result`)).body)
  expect(result).toMatchObject({ state: 'done', finalName: 'film.mkv', sha256: sha256(body), path: 'films/2024' })
  const content = await house.db.readOne(house.db.build.selectFrom('contents').selectAll())
  const chunks = Array.from({ length: 6 }, (_, index) => sha256(body.subarray(index * MiB, (index + 1) * MiB)))
  expect(Buffer.from(content?.manifest ?? []).toString('hex')).toBe(chunks.join(''))
})
