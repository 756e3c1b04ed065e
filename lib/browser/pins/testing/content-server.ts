import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseRange, resolveRange } from '#lib/core/bytes/byte-range.ts'
import { formatContentRange } from '#lib/core/bytes/content-range.ts'
import { chunkSizeFor, encodeManifest } from '#lib/core/manifest/manifest.ts'

/** Serves one content as the vault does, on 127.0.0.1, and counts what is asked for. */
export class ContentServer {
  bytes: Buffer
  contentId = 'c1'
  /** Ranges that were asked for, in order. */
  readonly asked: { start: number; end: number }[] = []
  mostAtOnce = 0
  /** Changes the bytes of an answer on its way. */
  spoil: ((start: number, bytes: Buffer) => Buffer) | null = null
  /** The connection of the next answer is cut after so many bytes. */
  cutAfterBytes: number | null = null
  #atOnce = 0
  #server = createServer((request, response) => this.#answer(request, response))

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  manifest(): Uint8Array {
    const chunkSizeBytes = chunkSizeFor(this.bytes.length)
    const digests: Buffer[] = []
    for (let at = 0; at < this.bytes.length; at += chunkSizeBytes) {
      digests.push(
        createHash('sha256')
          .update(this.bytes.subarray(at, at + chunkSizeBytes))
          .digest(),
      )
    }
    return encodeManifest({ sizeBytes: this.bytes.length, chunkSizeBytes, digests: Buffer.concat(digests) })
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const etag = `"${this.contentId}"`
    response.setHeader('etag', etag)
    if (request.url === '/manifest') {
      response.end(this.manifest())
      return
    }
    this.#atOnce++
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#atOnce)
    response.on('close', () => this.#atOnce--)
    if (request.headers['if-match'] !== etag) {
      response.writeHead(412, { 'content-type': 'application/problem+json' })
      response.end(JSON.stringify({ code: 'precondition_failed' }))
      return
    }
    const range = resolveRange(parseRange(request.headers.range) ?? [], this.bytes.length)
    const [part] = range.kind === 'parts' ? range.parts : []
    if (part === undefined) {
      response.writeHead(200).end(this.bytes)
      return
    }
    this.asked.push({ ...part })
    const bytes = this.bytes.subarray(part.start, part.end + 1)
    const sent = this.spoil?.(part.start, Buffer.from(bytes)) ?? bytes
    response.writeHead(206, {
      'content-type': 'video/webm',
      'content-length': sent.length,
      'content-range': formatContentRange(part, this.bytes.length),
    })
    const cut = this.cutAfterBytes
    if (cut === null) response.end(sent)
    else {
      this.cutAfterBytes = null
      response.write(sent.subarray(0, cut), () => setTimeout(() => response.destroy(), 50))
    }
  }
}
