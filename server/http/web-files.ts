import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { z } from 'zod'
import { VaultError } from '#lib/core/errors/vault-error.ts'

const indexSchema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    type: z.string(),
    cache: z.string(),
    etag: z.string(),
    /** What it is also stored as, beside the plain file; the best first. */
    encodings: z.array(z.enum(['br', 'gzip'])),
    varies: z.array(z.string()),
    /** More of them, as they are. */
    headers: z.record(z.string(), z.string()),
  }),
)

/** What a browser is sent as it was built: scripts, styles, icons, prerendered pages. */
export interface WebFiles {
  has(path: string): boolean
  /**
   * Answers GET or HEAD with the file of a path that `has` knows.
   * @throws VaultError `not_found` when a later build has removed it
   */
  send(path: string, request: IncomingMessage, response: ServerResponse): Promise<void>
}

/**
 * What was sent once stays in memory: a few MB, which outlive a build that puts others in their place.
 * @param folder `dist/web`, written by `scripts/lib/web-files.mjs`
 */
export async function openWebFiles(folder: string): Promise<WebFiles> {
  const index = new Map(
    Object.entries(indexSchema.parse(JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')))),
  )
  const read = new Map<string, Promise<Buffer>>()

  function bytesOf(name: string): Promise<Buffer> {
    const known = read.get(name)
    if (known !== undefined) return known
    // A build has put others in its place: this vault knows their names after its next start.
    const reading = readFile(join(folder, name)).catch((cause: NodeJS.ErrnoException) => {
      throw cause.code === 'ENOENT' ? new VaultError('not_found', { cause }) : cause
    })
    read.set(name, reading)
    reading.catch(() => read.delete(name))
    return reading
  }

  return {
    has: (path) => index.has(path),
    async send(path, request, response) {
      const found = index.get(path)
      if (!found) throw new Error(`no such built file: ${path}`)
      const { file, type, cache, etag, encodings, varies, headers } = found
      const vary = [...varies, ...(encodings.length > 0 ? ['accept-encoding'] : [])]
      if (vary.length > 0) response.setHeader('vary', vary.join(', '))
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
      response.setHeader('cache-control', cache)
      // Weak: the same text, whatever it is packed in.
      response.setHeader('etag', `W/"${etag}"`)
      if (isKnown(request.headers['if-none-match'], etag)) {
        response.writeHead(304).end()
        return
      }
      const encoding = encodings.find((one) => accepts(request.headers['accept-encoding'], one))
      const bytes = await bytesOf(encoding === undefined ? file : `${file}.${encoding}`)
      response.setHeader('content-type', type)
      response.setHeader('content-length', bytes.length)
      if (encoding !== undefined) response.setHeader('content-encoding', encoding)
      response.writeHead(200).end(request.method === 'HEAD' ? undefined : bytes)
    },
  }
}

/** RFC 9110 section 13.1.2, by weak comparison. */
function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  return header.split(',').some((one) => [`"${etag}"`, '*'].includes(one.trim().replace(/^W\//, '')))
}

/** RFC 9110 section 12.5.3: whether a coding is named, or meant by `*`, and not refused by a weight of 0. */
function accepts(header: string | undefined, coding: string): boolean {
  let byWildcard = false
  for (const part of (header ?? '').toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((one) => one.trim())
    const allowed = !parameters.some((one) => /^q\s*=\s*0(\.0*)?$/.test(one))
    if (name === coding || name === `x-${coding}`) return allowed
    if (name === '*') byWildcard = allowed
  }
  return byWildcard
}
