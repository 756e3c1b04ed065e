import type { FetchHandler } from '../fetch-handler.ts'
import { answerFromFile } from './answer-from-file.ts'
import { isKept } from './kept-entries.ts'
import { openPinLibrary, type PinLibrary } from './pin-library.ts'

const CONTENT = /^\/api\/files\/([^/]+)\/content$/
const FACTS = /^\/api\/files\/([^/]+)$/

/**
 * Answers for pinned files: their bytes from the device when the newest of them lies here whole, or the vault is out of
 * reach; what is known of them only when it is out of reach.
 */
export const servePins: FetchHandler = ({ request }) => {
  const { origin, pathname, searchParams } = new URL(request.url)
  if (origin !== location.origin) return null
  const content = CONTENT.exec(pathname)?.[1]
  if (content !== undefined && (request.method === 'GET' || request.method === 'HEAD')) {
    const entryId = decodeURIComponent(content)
    const known = isKept(entryId)
    // A download is left to the browser unless it is known to lie here.
    if (known === false || (known === 'unknown' && searchParams.has('download'))) return null
    return answerContent(request, entryId)
  }
  const facts = FACTS.exec(pathname)?.[1]
  if (facts !== undefined && request.method === 'GET') {
    const entryId = decodeURIComponent(facts)
    return isKept(entryId) === false ? null : answerFacts(request, entryId)
  }
  return null
}

async function answerContent(request: Request, entryId: string): Promise<Response> {
  const library = await openLibrary()
  const pin = (await library?.find(entryId).catch(() => null)) ?? null
  const isNewest = pin !== null && pin.kept?.contentId === pin.target.contentId
  const fromHere = async () => {
    const held = pin === null ? null : await library?.open(pin).catch(() => null)
    return held ? answerFromFile(request, held, crypto.randomUUID()) : null
  }
  // A page that fetches a pin asks for what does not lie here.
  const here = isNewest ? await fromHere() : null
  if (here !== null) return here
  try {
    return await fetch(request)
  } catch (error) {
    // Whoever wants one content and no other is not given an older one.
    const older = pin === null || request.headers.has('if-match') ? null : await fromHere()
    if (older !== null) return older
    throw error
  }
}

async function answerFacts(request: Request, entryId: string): Promise<Response> {
  try {
    return await fetch(request)
  } catch (error) {
    const pin = await openLibrary().then((library) => library?.find(entryId) ?? null)
    if (pin === null || pin.kept === null) throw error
    // What lies here is what can be opened; a newer content is not.
    const entry = { ...pin.entry, contentId: pin.kept.contentId, sizeBytes: pin.kept.sizeBytes }
    return Response.json(entry, { headers: { 'cache-control': 'no-store' } })
  }
}

/** Without it the vault answers, as if nothing were pinned. */
function openLibrary(): Promise<PinLibrary | null> {
  return openPinLibrary().catch(() => null)
}
