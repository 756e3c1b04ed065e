import { describe, expect, it } from 'vitest'
import { answerFromFile } from './answer-from-file.ts'

const TEXT = 'abcdefghijklmnopqrstuvwxyz'
const ETAG = '"c1"'
const HELD = {
  bytes: new Blob([TEXT]),
  name: 'Ferry “tickets”.txt',
  headers: {
    'content-type': 'text/plain; charset=utf-8',
    'content-disposition': 'inline',
    'last-modified': 'Sat, 21 Nov 2026 10:00:00 GMT',
    etag: ETAG,
  },
}

async function ask(headers: Record<string, string>, method = 'GET', query = '') {
  const request = { method, headers: new Headers(headers), url: `https://vault.test/api/files/e/content${query}` }
  const response = answerFromFile(request, HELD, 'seam')
  const body = await response.text()
  const header = (name: string) => response.headers.get(name)
  return { status: response.status, body, length: header('content-length'), range: header('content-range'), header }
}

describe('bytes that lie on the device', () => {
  it.each<[string, string, number, string, string | null]>([
    ['the first bytes', 'bytes=0-3', 206, 'abcd', 'bytes 0-3/26'],
    ['one byte', 'bytes=25-25', 206, 'z', 'bytes 25-25/26'],
    ['to the end', 'bytes=23-', 206, 'xyz', 'bytes 23-25/26'],
    ['beyond the end', 'bytes=23-999', 206, 'xyz', 'bytes 23-25/26'],
    ['everything', 'bytes=0-', 206, TEXT, 'bytes 0-25/26'],
    ['the last bytes', 'bytes=-2', 206, 'yz', 'bytes 24-25/26'],
    ['more last bytes than there are', 'bytes=-99', 206, TEXT, 'bytes 0-25/26'],
    ['neighbours as one', 'bytes=0-1,2-3', 206, 'abcd', 'bytes 0-3/26'],
    ['what is not a range is ignored', 'lines=1-2', 200, TEXT, null],
  ])('%s', async (_, range, status, body, contentRange) => {
    const answer = await ask({ range })
    expect([answer.status, answer.body, answer.range]).toEqual([status, body, contentRange])
    expect(answer.length).toBe(String(body.length))
  })

  it('outside of the file: 416 with its size, as a problem', async () => {
    const answer = await ask({ range: 'bytes=26-' })
    expect([answer.status, answer.range]).toEqual([416, 'bytes */26'])
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'range_not_satisfiable', status: 416 })
  })

  it('several ranges in one answer, as long as it says', async () => {
    const answer = await ask({ range: 'bytes=0-0,24-25' })
    expect([answer.status, answer.header('content-type')]).toEqual([206, 'multipart/byteranges; boundary=seam'])
    expect(answer.body).toContain('Content-Range: bytes 24-25/26\r\n\r\nyz\r\n--seam--')
    expect(answer.length).toBe(String(answer.body.length))
  })

  it('a range of another content is answered with all of this one', async () => {
    expect((await ask({ range: 'bytes=0-3', 'if-range': '"old"' })).status).toBe(200)
    expect((await ask({ range: 'bytes=0-3', 'if-range': ETAG })).status).toBe(206)
  })

  it('conditions are those of the vault', async () => {
    expect(await ask({ 'if-none-match': ETAG })).toMatchObject({ status: 304, body: '' })
    expect(await ask({ 'if-match': '"other"' })).toMatchObject({ status: 412 })
    expect((await ask({ 'if-match': ETAG, range: 'bytes=0-0' })).status).toBe(206)
  })

  it('HEAD has the length and no body; a download is an attachment by its name', async () => {
    expect(await ask({ range: 'bytes=0-3' }, 'HEAD')).toMatchObject({ status: 200, length: '26', body: '' })
    const download = await ask({}, 'GET', '?download=1')
    expect(download.header('content-disposition')).toContain('attachment; filename=')
  })
})
