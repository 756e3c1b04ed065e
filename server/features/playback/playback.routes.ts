import type { ServerResponse } from 'node:http'
import { playbackRoutes as rows } from '#lib/contracts/http/playback.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { type BoundRoute, entryOf, onBytes, onJson } from '#server/http/call.ts'
import type { OpenProgram } from '#server/programs/open-program.ts'
import type { PlaybackService } from './playback.service.ts'

const POLICY = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
/** A page that has enough for now takes no more; it asks again from where it stands. */
const MOST_STILL_MS = 90_000

export function playbackRoutes({ playback }: { playback: PlaybackService }): BoundRoute[] {
  return [
    onJson(rows.tracks, ({ context }) => playback.tracks(entryOf(context).entryId, context.signal)),

    onBytes(rows.repacked, async ({ query, context }, _request, response) => {
      const { start: startSeconds, video = null, audio = null } = query
      const running = await playback.repacked(entryOf(context).entryId, { startSeconds, video, audio }, context.signal)
      await send(running, response, video === null ? 'audio/mp4' : 'video/mp4')
    }),

    onBytes(rows.subtitles, async ({ params, context }, _request, response) => {
      const text = Buffer.from(await playback.subtitles(entryOf(context).entryId, params.track, context.signal))
      response.writeHead(200, {
        'content-type': 'text/vtt; charset=utf-8',
        'content-length': text.length,
        'content-disposition': 'inline',
        'cache-control': 'private, no-cache',
        'content-security-policy': POLICY,
      })
      response.end(text)
    }),
  ]
}

/** From the first byte on; a program that writes none is an error, one that breaks off breaks off the answer. */
async function send({ output, ended, end }: OpenProgram, response: ServerResponse, type: string): Promise<void> {
  let still: NodeJS.Timeout | null = null
  const moved = () => {
    if (still) clearTimeout(still)
    still = setTimeout(end, MOST_STILL_MS)
  }
  try {
    moved()
    for await (const chunk of output) {
      moved()
      if (!response.headersSent) {
        const headers = {
          'cache-control': 'no-store',
          'content-disposition': 'inline',
          'content-security-policy': POLICY,
        }
        response.writeHead(200, { ...headers, 'content-type': type })
      }
      if (!response.write(chunk)) await drained(response)
      if (response.destroyed) return
    }
    const isWhole = await ended
    if (!response.headersSent) throw new VaultError('cannot_repack')
    if (isWhole) response.end()
    else response.destroy()
  } catch (error) {
    if (!response.headersSent) throw error
    response.destroy()
  } finally {
    if (still) clearTimeout(still)
    end()
  }
}

async function drained(response: ServerResponse): Promise<void> {
  await new Promise<void>((resolve) => {
    const go = () => {
      response.off('drain', go)
      response.off('close', go)
      resolve()
    }
    response.once('drain', go)
    response.once('close', go)
  })
}
