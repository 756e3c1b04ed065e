import type { FetchHandler } from '../fetch-handler.ts'
import { firstGood } from './first-good.ts'
import { builtFiles, precache } from './this-build.ts'

/** How long the vault has for a page before the one in the cache is shown. */
const PATIENCE_MS = 3_000

/**
 * A page that is opened, reloaded or gone back to: from the vault, and when that is away from the cache, by its path
 * alone. What Next's router asks for between pages is no navigation and goes to the vault.
 */
export const answerPage: FetchHandler = ({ request }) => {
  const { origin, pathname } = new URL(request.url)
  if (request.mode !== 'navigate' || request.method !== 'GET' || origin !== location.origin) return null
  // A download by its address streams past the worker, for as long as it takes.
  // What a share link gives is only there where the vault is.
  if (pathname.startsWith('/api/') || pathname.startsWith('/socket.io') || pathname === '/s') return null
  const path = pathname === '/' ? '/' : pathname.replace(/\/$/, '')
  const file = builtFiles.get(path)
  const kept = file?.kind === 'page' ? () => precache.find(file) : () => roomByName(path)
  return firstGood(() => fetch(request), kept, PATIENCE_MS)
}

/** `/family` typed by hand leads to the room, as the vault itself would do it. */
async function roomByName(path: string): Promise<Response | undefined> {
  const name = /^\/([^/.]+)$/.exec(path)?.[1]
  return name === undefined ? undefined : Response.redirect(`/place?id=${name}`, 307)
}
