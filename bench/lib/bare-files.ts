import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { pipeline } from 'node:stream/promises'

/**
 * The least a Node server does for a file: a `stat`, a stream with the given read size, a single range. No checks at
 * all.
 */
export function bareFiles(path: string, highWaterMark: number): RequestListener {
  return (request, response) => {
    serve(path, highWaterMark, request.headers.range, response).catch(() => response.destroy())
  }
}

async function serve(
  path: string,
  highWaterMark: number,
  range: string | undefined,
  response: Parameters<RequestListener>[1],
): Promise<void> {
  const { size } = await stat(path)
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? []
  const start = first === undefined ? 0 : Number(first)
  const end = last === undefined ? size - 1 : Number(last)
  response.writeHead(range === undefined ? 200 : 206, {
    'content-length': end - start + 1,
    ...(range === undefined ? {} : { 'content-range': `bytes ${start}-${end}/${size}` }),
  })
  await pipeline(createReadStream(path, { start, end, highWaterMark }), response)
}
