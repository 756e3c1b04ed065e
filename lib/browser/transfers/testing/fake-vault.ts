import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { chunkSizeFor, encodeManifest } from '#lib/core/manifest/manifest.ts'

export interface FakeUpload {
  id: string
  lengthBytes: number
  metadata: Record<string, string>
  bytes: Buffer
  state: 'open' | 'finishing' | 'done' | 'expired'
  isBusy: boolean
}

/** What the next request meets; each is used up by one request unless it says `always`. */
export interface Faults {
  /** Answered instead of what was asked, as a problem document. */
  refuse?: { status: number; code: string; always?: boolean; when?: (request: IncomingMessage) => boolean }
  /** The connection is cut after so many bytes of a body. */
  cutAfterBytes?: number
  /** The creation is done, but its answer never arrives. */
  loseCreationAnswer?: boolean
  /** Bytes of a body are read only after this was resolved. */
  hold?: Promise<void>
}

/** A strict tus 1.0.0 server on 127.0.0.1 that keeps every byte that arrived, as the vault does. */
export class FakeVault {
  readonly uploads = new Map<string, FakeUpload>()
  readonly seen: string[] = []
  readonly violations: string[] = []
  faults: Faults = {}
  receivedBytes = 0
  mostAtOnce = 0
  #atOnce = 0
  #port = 0
  readonly #sockets = new Set<Socket>()
  #server = createServer()

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  async listen(): Promise<void> {
    this.#server = createServer((request, response) => void this.#answer(request, response))
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
    })
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve))
    this.#port = (this.#server.address() as AddressInfo).port
  }

  /** As a killed server: every connection dies, what arrived stays. */
  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
    for (const upload of this.uploads.values()) upload.isBusy = false
  }

  only(): FakeUpload {
    const [upload, ...others] = this.uploads.values()
    if (!upload || others.length > 0) throw new Error(`${this.uploads.size} uploads`)
    return upload
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '', this.url).pathname
    this.seen.push(`${request.method} ${path.replace(/[0-9a-f-]{36}/, ':id')}`)
    const { refuse } = this.faults
    if (refuse && (refuse.when?.(request) ?? true)) {
      if (!refuse.always) delete this.faults.refuse
      request.resume()
      return problem(response, refuse.status, refuse.code)
    }
    const [, , area, id, part] = path.split('/')
    if (area === 'files') return this.#sendManifest(response, id ?? '')
    if (area === 'uploads' && part === 'result') return this.#sendResult(response, id ?? '')
    if (request.headers['tus-resumable'] !== '1.0.0') this.violations.push('no Tus-Resumable')
    response.setHeader('Tus-Resumable', '1.0.0')
    if (request.method === 'POST') return this.#create(request, response)
    const upload = this.uploads.get(id ?? '')
    if (!upload) return problem(response, 404, 'upload_not_found')
    if (request.method === 'DELETE') {
      this.uploads.delete(upload.id)
      response.writeHead(204).end()
    } else if (request.method === 'HEAD') {
      response.setHeader('Upload-Length', upload.lengthBytes)
      response.writeHead(200, { 'Upload-Offset': upload.bytes.length, 'Cache-Control': 'no-store' }).end()
    } else await this.#append(request, response, upload)
  }

  async #create(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const length = request.headers['upload-length'] ?? ''
    if (!/^\d+$/.test(String(length))) return problem(response, 400, 'upload_length_invalid')
    const metadata = parseMetadata(String(request.headers['upload-metadata'] ?? ''))
    for (const key of ['filename', 'filetype', 'place', 'path', 'lastModified', 'transferId', 'conflict']) {
      if (metadata[key] === undefined) this.violations.push(`no ${key} in the metadata`)
    }
    let upload = [...this.uploads.values()].find((other) => other.metadata.transferId === metadata.transferId)
    if (!upload) {
      const id = crypto.randomUUID()
      upload = { id, lengthBytes: Number(length), metadata, bytes: Buffer.alloc(0), state: 'open', isBusy: false }
      this.uploads.set(id, upload)
    }
    if (this.faults.loseCreationAnswer) {
      delete this.faults.loseCreationAnswer
      request.socket.destroy()
      return
    }
    response.setHeader('Location', `/api/uploads/${upload.id}`)
    const hasBody = Number(request.headers['content-length'] ?? 0) > 0
    if (hasBody && !(await this.#read(request, upload))) return
    this.#finish(upload)
    response.writeHead(201, { 'Upload-Offset': upload.bytes.length }).end()
  }

  async #append(request: IncomingMessage, response: ServerResponse, upload: FakeUpload): Promise<void> {
    if (request.method !== 'PATCH') this.violations.push(`${request.method}`)
    if (Number(request.headers['upload-offset']) !== upload.bytes.length) {
      response.setHeader('Upload-Offset', upload.bytes.length)
      request.resume()
      return problem(response, 409, 'upload_offset_mismatch')
    }
    if (upload.isBusy) return problem(response, 423, 'upload_locked')
    if (!(await this.#read(request, upload))) return
    this.#finish(upload)
    response.writeHead(204, { 'Upload-Offset': upload.bytes.length }).end()
  }

  /** False when the connection ended before the body. */
  async #read(request: IncomingMessage, upload: FakeUpload): Promise<boolean> {
    if (request.headers['content-type'] !== 'application/offset+octet-stream') this.violations.push('content type')
    const parts = [upload.bytes]
    let arrived = upload.bytes.length
    upload.isBusy = true
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.#atOnce)
    try {
      await this.faults.hold
      for await (const chunk of request) {
        const part: Buffer = chunk
        parts.push(part)
        arrived += part.length
        this.receivedBytes += part.length
        if (arrived > upload.lengthBytes) this.violations.push('more bytes than announced')
        if (this.faults.cutAfterBytes !== undefined && arrived >= this.faults.cutAfterBytes) {
          delete this.faults.cutAfterBytes
          request.socket.destroy()
          return false
        }
      }
      return request.complete
    } catch {
      return false
    } finally {
      upload.bytes = Buffer.concat(parts)
      upload.isBusy = false
      this.#atOnce--
    }
  }

  #finish(upload: FakeUpload): void {
    if (upload.bytes.length === upload.lengthBytes && upload.state === 'open') upload.state = 'done'
  }

  #sendResult(response: ServerResponse, id: string): void {
    const upload = this.uploads.get(id)
    if (!upload) {
      problem(response, 404, 'upload_not_found')
      return
    }
    const isDone = upload.state === 'done'
    const answer = {
      id,
      state: upload.state,
      offsetBytes: upload.bytes.length,
      lengthBytes: upload.lengthBytes,
      failureCode: null,
      placeId: upload.metadata.place,
      path: upload.metadata.path,
      filename: upload.metadata.filename,
      entryId: isDone ? id : null,
      finalName: isDone ? upload.metadata.filename : null,
      skipped: false,
      sha256: isDone ? createHash('sha256').update(upload.bytes).digest('hex') : null,
      manifestDigest: null,
      createdAt: 0,
      expiresAt: null,
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  }

  #sendManifest(response: ServerResponse, id: string): void {
    const bytes = this.uploads.get(id)?.bytes ?? Buffer.alloc(0)
    const chunkSizeBytes = chunkSizeFor(bytes.length)
    const digests: Buffer[] = []
    for (let at = 0; at < bytes.length; at += chunkSizeBytes) {
      digests.push(
        createHash('sha256')
          .update(bytes.subarray(at, at + chunkSizeBytes))
          .digest(),
      )
    }
    const manifest = { sizeBytes: bytes.length, chunkSizeBytes, digests: new Uint8Array(Buffer.concat(digests)) }
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(encodeManifest(manifest))
  }
}

function problem(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/problem+json' })
  response.end(JSON.stringify({ type: 'about:blank', title: code, status, code, detail: '' }))
}

function parseMetadata(header: string): Record<string, string> {
  const pairs = header.split(',').map((pair) => pair.trim().split(' '))
  return Object.fromEntries(pairs.map(([key, value]) => [key, Buffer.from(value ?? '', 'base64').toString()]))
}
