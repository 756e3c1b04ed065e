import type { Api } from '#lib/api/client.ts'
import { accessLogRoutes } from '#lib/contracts/http/access-log.ts'
import { leapt, NOT_YET, playedTo, told } from '#lib/core/access-log/playing.ts'
import { addSpans } from '#lib/core/access-log/spans.ts'

const TELL_EVERY_MS = 15_000
/** As many as one report may hold: then what was played twice counts once. */
const MOST_SPANS = 64
const MOVES = ['playing', 'timeupdate', 'pause'] as const
const ENDS = ['pause', 'ended'] as const

/**
 * Tells the vault what of a film or sound is really played: bytes alone cannot tell what was seen again.
 * @returns ends it: call it while the element still has the film
 */
export function tellPlayed(api: Api, media: HTMLMediaElement, entry: string): () => void {
  const session = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(36)).join('-')
  const ended = new AbortController()
  const { signal } = ended
  let playing = NOT_YET
  const look = () => {
    playing = media.seeking ? leapt(playing) : playedTo(playing, media.currentTime * 1000, media.playbackRate)
  }
  const leap = () => {
    playing = leapt(playing)
  }
  const tell = () => {
    const { spans } = playing
    if (spans.length === 0) return
    playing = told(playing)
    const few = spans.length > MOST_SPANS ? addSpans([], spans, MOST_SPANS) : spans
    const durationMs = Number.isFinite(media.duration) ? Math.round(media.duration * 1000) : null
    const body = { session, spans: few.map(([from, before]) => ({ from, before })), durationMs }
    const href = api.href(accessLogRoutes.played, { params: { entry } })
    // Also from a page that is just closing; without the vault nobody is told, which is no reason to stop a film.
    const init = { method: 'POST', keepalive: true, headers: { 'content-type': 'application/json' } } as const
    void fetch(href, { ...init, body: JSON.stringify(body) }).catch(() => undefined)
  }
  const timer = setInterval(tell, TELL_EVERY_MS)
  for (const event of MOVES) media.addEventListener(event, look, { signal })
  media.addEventListener('seeking', leap, { signal })
  for (const event of ENDS) media.addEventListener(event, tell, { signal })
  addEventListener('pagehide', tell, { signal })
  return () => {
    clearInterval(timer)
    ended.abort()
    tell()
  }
}
