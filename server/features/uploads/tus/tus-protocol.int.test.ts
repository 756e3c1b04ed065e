import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, openHouse } from '../testing/test-house.ts'
import { bytes, create, head, metadata, OFFSET_STREAM, patch, type Site, serve, TUS } from '../testing/tus-client.ts'

/** tus 1.0.0 case by case: the core, and every extension but concatenation. */

let house: House
let site: Site
let count = 0

beforeAll(async () => {
  house = await openHouse({ limits: { maxFileBytes: 1 << 20 } })
  site = await serve(house.listener)
})
afterAll(async () => {
  await site.close()
  await house.remove()
})

const named = () => ({ 'upload-metadata': metadata({ filename: `file-${count++}` }) })
const post = (headers: Record<string, string>, body?: Uint8Array) =>
  site.send('POST', '/api/uploads', { headers, ...(body === undefined ? {} : { body }) })
const UNKNOWN = '/api/uploads/01890000-0000-7000-8000-000000000000'

test('OPTIONS tells versions, extensions, algorithms and the largest size, without asking for Tus-Resumable', async () => {
  for (const path of ['/api/uploads', UNKNOWN]) {
    const answer = await site.send('OPTIONS', path)
    expect(answer.status).toBe(200)
    expect(answer.headers['tus-version']).toBe('1.0.0')
    expect(answer.headers['tus-resumable']).toBe('1.0.0')
    expect(answer.headers['tus-max-size']).toBe(String(1 << 20))
    expect(answer.headers['tus-checksum-algorithm']?.toString().split(',')).toContain('sha1')
    expect(answer.headers['tus-extension']?.toString().split(',').sort()).toEqual(
      ['checksum', 'creation', 'creation-defer-length', 'creation-with-upload', 'expiration', 'termination'].sort(),
    )
  }
})

test.each(['POST', 'HEAD', 'PATCH', 'DELETE'])(
  '%s without or with another Tus-Resumable is a 412 that says 1.0.0',
  async (method) => {
    const address = await create(site, `v-${count++}`, 10)
    for (const version of [undefined, '0.2.2', '1.0.1']) {
      const path = method === 'POST' ? '/api/uploads' : address
      const answer = await site.send(method, path, {
        headers: {
          ...OFFSET_STREAM,
          ...(version ? { 'tus-resumable': version } : {}),
          'upload-offset': 0,
          'upload-length': 5,
        },
      })
      expect(answer.status).toBe(412)
      expect(answer.headers['tus-version']).toBe('1.0.0')
    }
    expect((await head(site, address)).headers['upload-offset']).toBe('0')
  },
)

test('every answer names the version of the protocol, refusals too', async () => {
  for (const answer of [await post({ ...TUS, ...named(), 'upload-length': '-1' }), await post({})]) {
    expect(answer.headers['tus-resumable']).toBe('1.0.0')
  }
})

test.each([
  ['neither length', {}],
  ['a negative length', { 'upload-length': '-1' }],
  ['a length with an exponent', { 'upload-length': '1e+21' }],
  ['a length that is no number', { 'upload-length': 'ten' }],
  ['both a length and a deferred one', { 'upload-length': '10', 'upload-defer-length': '1' }],
  ['a deferred length other than 1', { 'upload-defer-length': 'abc' }],
  ['a deferred length of 0', { 'upload-defer-length': '0' }],
])('a creation with %s is a 400', async (_what, headers) => {
  const answer = await post({ ...TUS, ...named(), ...headers })
  expect([answer.status, answer.code]).toEqual([400, 'upload_length_invalid'])
})

test.each([
  'testkey testval-',
  'testkey dGVzdHZhbA== aa',
  'testkey dGVzdHZhbA==,',
  'testkey dGVzdHZhbA==,testkey2 testval*',
  'testkey dGVzdHZhbA==,testkey dGVzdHZhbA==',
])('a creation with the metadata %j is a 400', async (header) => {
  const answer = await post({ ...TUS, 'upload-length': '10', 'upload-metadata': header })
  expect([answer.status, answer.code]).toEqual([400, 'upload_metadata_invalid'])
})

test.each(['partial', 'final;/api/uploads/a', 'test'])('concatenation (%s) is not spoken here: 400', async (concat) => {
  const answer = await post({ ...TUS, ...named(), 'upload-length': '10', 'upload-concat': concat })
  expect([answer.status, answer.code]).toEqual([400, 'upload_extension_unsupported'])
})

test('a creation beyond the largest size is a 413', async () => {
  const answer = await post({ ...TUS, ...named(), 'upload-length': String((1 << 20) + 1) })
  expect([answer.status, answer.code]).toEqual([413, 'file_too_large'])
})

test('a creation answers 201 with a relative Location, whatever the Host says, an expiry and no CORS', async () => {
  const answer = await post({
    ...TUS,
    ...named(),
    'upload-length': '10',
    host: 'localhost:1',
    'x-forwarded-host': 'evil',
  })
  expect(answer.status).toBe(201)
  expect(answer.headers.location).toMatch(/^\/api\/uploads\/[0-9a-f-]{36}$/)
  expect(Date.parse(String(answer.headers['upload-expires']))).toBeGreaterThan(Date.now() + 6 * 86_400_000)
  expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
  expect(answer.headers['upload-offset']).toBeUndefined()
})

test('an empty file is complete with its creation', async () => {
  const answer = await post({ ...TUS, 'upload-length': '0', 'upload-metadata': metadata({ filename: 'empty.txt' }) })
  expect(answer.status).toBe(201)
  const stands = await head(site, String(answer.headers.location))
  expect([stands.headers['upload-offset'], stands.headers['upload-length']]).toEqual(['0', '0'])
  expect((await house.read('empty.txt')).length).toBe(0)
})

test('a creation takes the first bytes along', async () => {
  const answer = await post({ ...TUS, ...named(), ...OFFSET_STREAM, 'upload-length': '10' }, bytes(4))
  expect([answer.status, answer.headers['upload-offset']]).toEqual([201, '4'])
  expect((await head(site, String(answer.headers.location))).headers['upload-offset']).toBe('4')
})

test('a creation with a body of another type makes the upload and ignores the body', async () => {
  const answer = await post({ ...TUS, ...named(), 'content-type': 'text/plain', 'upload-length': '10' }, bytes(10))
  expect([answer.status, answer.headers['upload-offset']]).toEqual([201, undefined])
})

test('a creation with more bytes than its length is a 413', async () => {
  const answer = await post({ ...TUS, ...named(), ...OFFSET_STREAM, 'upload-length': '10' }, bytes(11))
  expect([answer.status, answer.code]).toEqual([413, 'upload_too_long'])
})

test('HEAD tells offset, length, metadata as sent and expiry, and is not cached', async () => {
  const header = metadata({ filename: 'h.txt', note: 'x' })
  const created = await post({ ...TUS, 'upload-length': '10', 'upload-metadata': header })
  const answer = await head(site, String(created.headers.location))
  expect(answer.status).toBe(200)
  expect(answer.headers).toMatchObject({
    'upload-offset': '0',
    'upload-length': '10',
    'upload-metadata': header,
    'cache-control': 'no-store',
    'upload-expires': expect.stringMatching(/GMT$/),
  })
  expect(answer.headers['upload-defer-length']).toBeUndefined()
})

test('HEAD of what is not there is a 404', async () => {
  expect((await head(site, UNKNOWN)).status).toBe(404)
  expect((await head(site, '/api/uploads/x')).status).toBe(404)
})

test('PATCH without the type of the protocol is a 415', async () => {
  const address = await create(site, `p-${count++}`, 10)
  for (const type of [{}, { 'content-type': 'application/octet-stream' }]) {
    const headers: Record<string, string> = { ...TUS, 'upload-offset': '0', ...type }
    const answer = await site.send('PATCH', address, { headers, body: bytes(5) })
    expect([answer.status, answer.code]).toEqual([415, 'unsupported_media_type'])
  }
})

test.each([{}, { 'upload-offset': '-1' }, { 'upload-offset': 'abc' }])(
  'PATCH with the offset %j is a 400',
  async (offset) => {
    const address = await create(site, `p-${count++}`, 10)
    const headers: Record<string, string> = { ...TUS, ...OFFSET_STREAM, ...offset }
    const answer = await site.send('PATCH', address, { headers, body: bytes(5) })
    expect([answer.status, answer.code]).toEqual([400, 'bad_request'])
  },
)

test('PATCH at another offset is a 409 that tells the right one, and changes nothing', async () => {
  const address = await create(site, `p-${count++}`, 10)
  await patch(site, address, 0, bytes(6))
  for (const offset of [0, 5, 7, 10]) {
    const answer = await patch(site, address, offset, bytes(1))
    expect([answer.status, answer.code, answer.headers['upload-offset']]).toEqual([409, 'upload_offset_mismatch', '6'])
  }
  expect((await head(site, address)).headers['upload-offset']).toBe('6')
})

test('PATCH beyond the length is a 413 and keeps the offset', async () => {
  const address = await create(site, `p-${count++}`, 10)
  await patch(site, address, 0, bytes(6))
  const answer = await patch(site, address, 6, bytes(6))
  expect([answer.status, answer.code, answer.headers['upload-offset']]).toEqual([413, 'upload_too_long', '6'])
  expect((await patch(site, address, 6, bytes(4))).status).toBe(204)
})

test('PATCH of a chunked body beyond the length is a 413 as well', async () => {
  const address = await create(site, `p-${count++}`, 10)
  const body = (async function* () {
    yield bytes(6)
    yield bytes(6)
  })()
  expect((await patch(site, address, 0, body)).status).toBe(413)
  expect(Number((await head(site, address)).headers['upload-offset'])).toBeLessThanOrEqual(6)
})

test('PATCH of what is not there is a 404', async () => {
  expect((await patch(site, UNKNOWN, 0, bytes(1))).status).toBe(404)
})

test('an empty PATCH moves nothing, in the middle and at the end', async () => {
  const address = await create(site, `p-${count++}`, 4)
  expect((await patch(site, address, 0, new Uint8Array())).headers['upload-offset']).toBe('0')
  expect((await patch(site, address, 0, bytes(4))).status).toBe(204)
  const before = await house.listed()
  const again = await patch(site, address, 4, new Uint8Array())
  expect([again.status, again.headers['upload-offset']]).toEqual([204, '4'])
  expect(await house.listed()).toEqual(before)
})

test('a deferred length is told later, once', async () => {
  const address = await create(site, 'deferred.bin', null)
  const before = await head(site, address)
  expect([before.headers['upload-defer-length'], before.headers['upload-length']]).toEqual(['1', undefined])
  expect((await patch(site, address, 0, bytes(6))).headers['upload-offset']).toBe('6')

  const tooSmall = await patch(site, address, 6, bytes(4), { 'upload-length': 4 })
  expect([tooSmall.status, tooSmall.code]).toEqual([400, 'upload_length_invalid'])
  const tooLarge = await patch(site, address, 6, bytes(4), { 'upload-length': (1 << 20) + 1 })
  expect([tooLarge.status, tooLarge.code]).toEqual([413, 'file_too_large'])

  expect((await patch(site, address, 6, bytes(8), { 'upload-length': 20 })).headers['upload-offset']).toBe('14')
  const after = await head(site, address)
  expect([after.headers['upload-defer-length'], after.headers['upload-length']]).toEqual([undefined, '20'])
  const again = await patch(site, address, 14, bytes(1), { 'upload-length': 21 })
  expect([again.status, again.code]).toEqual([400, 'upload_length_invalid'])
  expect((await patch(site, address, 14, bytes(6))).headers['upload-offset']).toBe('20')
  expect((await house.read('deferred.bin')).length).toBe(20)
})

test('a deferred length may be told with nothing left to send', async () => {
  const address = await create(site, 'deferred-2.bin', null)
  await patch(site, address, 0, bytes(40))
  const answer = await patch(site, address, 40, new Uint8Array(), { 'upload-length': 40 })
  expect([answer.status, answer.headers['upload-offset']]).toEqual([204, '40'])
  expect((await house.read('deferred-2.bin')).length).toBe(40)
})

test('a deferred upload is held to the largest size while it grows', async () => {
  const address = await create(site, `p-${count++}`, null)
  const answer = await patch(site, address, 0, bytes((1 << 20) + 1))
  expect([answer.status, answer.code]).toEqual([413, 'file_too_large'])
})

test('DELETE ends an upload: 204, then 410; its bytes are gone', async () => {
  const address = await create(site, `p-${count++}`, 10)
  await patch(site, address, 0, bytes(5))
  const id = address.split('/').at(-1) ?? ''
  expect(await house.partials()).toContain(`${id}.part`)
  const answer = await site.send('DELETE', address, { headers: TUS })
  expect([answer.status, answer.headers['tus-resumable']]).toEqual([204, '1.0.0'])
  expect(await house.partials()).not.toContain(`${id}.part`)
  expect((await head(site, address)).status).toBe(410)
  expect((await patch(site, address, 5, bytes(5))).status).toBe(410)
  expect((await site.send('DELETE', address, { headers: TUS })).status).toBe(410)
  expect((await site.send('DELETE', UNKNOWN, { headers: TUS })).status).toBe(404)
})

test('DELETE of a finished upload is refused, and its file stays', async () => {
  const address = await create(site, 'stays.bin', 3)
  await patch(site, address, 0, bytes(3))
  const answer = await site.send('DELETE', address, { headers: TUS })
  expect([answer.status, answer.code]).toEqual([409, 'upload_finished'])
  expect((await house.read('stays.bin')).length).toBe(3)
  expect((await head(site, address)).headers['upload-offset']).toBe('3')
})

test('GET of an upload is not served', async () => {
  const address = await create(site, 'née "CR"\r\n.txt', 3)
  expect((await site.send('GET', address, { headers: TUS })).status).toBe(405)
})

const checksum = (algorithm: string, body: Uint8Array) => ({
  'upload-checksum': `${algorithm} ${createHash(algorithm).update(body).digest('base64')}`,
})

test.each(['sha1', 'sha256', 'sha512', 'md5'])('a right %s of the body is taken', async (algorithm) => {
  const address = await create(site, `p-${count++}`, 100)
  expect((await patch(site, address, 0, bytes(40), checksum(algorithm, bytes(40)))).headers['upload-offset']).toBe('40')
})

test('a wrong checksum is a 460, and the offset advances only by what was confirmed', async () => {
  const address = await create(site, 'checked.bin', 100)
  await patch(site, address, 0, bytes(40), checksum('sha1', bytes(40)))
  const wrong = await patch(site, address, 40, bytes(60, 2), checksum('sha1', bytes(60, 3)))
  expect([wrong.status, wrong.code, wrong.headers['upload-offset']]).toEqual([460, 'checksum_mismatch', '40'])
  expect((await head(site, address)).headers['upload-offset']).toBe('40')
  expect((await patch(site, address, 40, bytes(60, 2), checksum('sha1', bytes(60, 2)))).status).toBe(204)
  expect((await house.read('checked.bin')).equals(Buffer.concat([bytes(40), bytes(60, 2)]))).toBe(true)
})

test('a wrong checksum of a creation makes nothing to go on with', async () => {
  const headers = { ...TUS, ...named(), ...OFFSET_STREAM, 'upload-length': '10', ...checksum('sha1', bytes(9)) }
  const answer = await post(headers, bytes(10))
  expect([answer.status, answer.code]).toEqual([460, 'checksum_mismatch'])
})

test.each([
  ['md5 .fsdaq-', 'bad_request'],
  ['crc32 ZWZjMGRlNTc=', 'checksum_algorithm_unsupported'],
  ['sha1', 'bad_request'],
])('Upload-Checksum %j is a 400 before a byte is taken', async (header, code) => {
  const address = await create(site, `p-${count++}`, 100)
  const answer = await patch(site, address, 0, bytes(25), { 'upload-checksum': header })
  expect([answer.status, answer.code]).toEqual([400, code])
  expect((await head(site, address)).headers['upload-offset']).toBe('0')
})
