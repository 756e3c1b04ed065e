import { openInbox } from '#lib/browser/share/open-inbox.ts'
import { receiveForm } from '#lib/browser/share/receive-form.ts'
import type { FetchHandler } from '../fetch-handler.ts'

const PATH = '/share'

/**
 * The share sheet posts here. What comes is kept first, whoever is signed in, with or without a network; the page that
 * the answer leads to asks everything else, and can be loaded again as often as somebody likes.
 */
export const handleShare: FetchHandler = ({ request }) => {
  const { pathname, origin } = new URL(request.url)
  // Only what opens a page: a script of a page has no reason to post here.
  const isShare = request.mode === 'navigate' && request.method === 'POST' && pathname === PATH
  return isShare ? receive(request, origin) : null
}

async function receive(request: Request, origin: string): Promise<Response> {
  const inbox = openInbox()
  const received = inbox
    ? await receiveForm(inbox, { contentType: request.headers.get('content-type') ?? '', body: request.body }, Date.now)
    : ({ kind: 'failed' } as const)
  const query = received.kind === 'kept' ? { id: received.id } : { problem: received.kind }
  return Response.redirect(`${origin}${PATH}?${new URLSearchParams(query)}`, 303)
}
