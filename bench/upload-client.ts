import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { Readable } from 'node:stream'
import * as tus from 'tus-js-client'

/**
 * Sends to one server, in its own process, and tells what it took:
 * `tsx bench/upload-client.ts <raw|tusjs|small> <port> <http|https> <total bytes> <patch bytes> <streams>`.
 */
const [how = '', port = '', scheme = '', total = '0', patch = '0', streams = '1'] = process.argv.slice(2)
const totalBytes = Number(total)
const patchBytes = Number(patch)
const secure = scheme === 'https'
const options = { keepAlive: true, noDelay: true, maxSockets: Number(streams) }
const agent = secure ? new HttpsAgent({ ...options, rejectUnauthorized: false }) : new HttpAgent(options)
const open = secure ? httpsRequest : httpRequest
/** Of the request that was sent last. */
let lastByteAt = Number.NaN
const piece = Buffer.alloc(1 << 20)
for (let index = 0; index < piece.length; index++) piece[index] = Math.imul(index, 2_654_435_761) >>> 24

const encode = (pairs: Record<string, string>) =>
  Object.entries({ place: 'main', ...pairs })
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',')

function send(method: string, path: string, headers: Record<string, string | number>, bodyBytes: number) {
  return new Promise<IncomingMessage>((resolve, reject) => {
    const all = { 'tus-resumable': '1.0.0', 'content-length': bodyBytes, ...headers }
    const request = open({ host: '127.0.0.1', port, agent, method, path, headers: all }, (response) => {
      response.resume()
      response.on('end', () => resolve(response))
    })
    request.on('error', reject)
    // Handed to the system; a few of them may still lie in its buffers.
    request.on('finish', () => {
      lastByteAt = performance.now()
    })
    let left = bodyBytes
    const write = () => {
      while (left > 0) {
        const count = Math.min(left, piece.length)
        left -= count
        if (!request.write(count === piece.length ? piece : piece.subarray(0, count)) && left > 0) {
          request.once('drain', write)
          return
        }
      }
      request.end()
    }
    write()
  })
}

const STREAM = { 'content-type': 'application/offset+octet-stream' }

async function sendRaw(index: number): Promise<void> {
  const metadata = encode({ filename: `film-${index}.bin` })
  const created = await send('POST', '/api/uploads', { 'upload-length': totalBytes, 'upload-metadata': metadata }, 0)
  const path = new URL(String(created.headers.location), 'http://vault').pathname
  for (let offset = 0; offset < totalBytes; offset += patchBytes) {
    const count = Math.min(patchBytes, totalBytes - offset)
    const answer = await send('PATCH', path, { ...STREAM, 'upload-offset': offset }, count)
    if (answer.statusCode !== 204) throw new Error(`PATCH answered ${answer.statusCode}`)
  }
}

function sendByTusJs(index: number): Promise<void> {
  const pieces = function* () {
    for (let left = totalBytes; left > 0; left -= piece.length) yield piece.subarray(0, Math.min(left, piece.length))
  }
  return new Promise((resolve, reject) => {
    const upload = new tus.Upload(Readable.from(pieces(), { objectMode: false, highWaterMark: 4 << 20 }), {
      endpoint: `${scheme}://127.0.0.1:${port}/api/uploads`,
      uploadSize: totalBytes,
      chunkSize: patchBytes,
      metadata: { filename: `film-${index}.bin`, place: 'main' },
      httpStack: new tus.DefaultHttpStack({ agent }),
      retryDelays: [],
      onError: reject,
      onSuccess: () => resolve(),
    })
    upload.start()
  })
}

/** `totalBytes` is the size of each of 1,000 files. */
async function sendSmall(worker: number, workers: number): Promise<void> {
  for (let index = worker; index < 1000; index += workers) {
    const metadata = encode({ filename: `photo-${process.pid}-${index}.jpg`, transferId: `t-${process.pid}-${index}` })
    const headers = { ...STREAM, 'upload-length': totalBytes, 'upload-metadata': metadata }
    const answer = await send('POST', '/api/uploads', headers, totalBytes)
    if (answer.statusCode !== 201) throw new Error(`POST answered ${answer.statusCode}`)
  }
}

const startedAt = performance.now()
const before = process.cpuUsage()
const workers = Array.from({ length: Number(streams) }, (_, index) => index)
if (how === 'raw') await Promise.all(workers.map(sendRaw))
else if (how === 'tusjs') await Promise.all(workers.map(sendByTusJs))
else await Promise.all(workers.map((worker) => sendSmall(worker, workers.length)))
const cpu = process.cpuUsage(before)
process.send?.({
  ms: performance.now() - startedAt,
  lastByteMs: lastByteAt - startedAt,
  cpuSeconds: (cpu.user + cpu.system) / 1e6,
})
agent.destroy()
process.disconnect?.()
