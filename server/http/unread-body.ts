import type { IncomingMessage, ServerResponse } from 'node:http'

/** How long a sender may go on after it was answered. */
const LINGER_MS = 2000

/**
 * For an answer that is sent before the body is read: the rest is thrown away for a moment, so that the sender comes
 * to read the answer (closing at once would reset the connection under it), then the connection ends.
 */
export function lingerAfterAnswer(request: IncomingMessage, response: ServerResponse): void {
  if (request.complete || request.destroyed) return
  response.once('finish', () => {
    if (request.complete || request.destroyed) return
    request.on('error', () => undefined)
    request.resume()
    const timer = setTimeout(() => request.socket.destroy(), LINGER_MS)
    const done = () => clearTimeout(timer)
    request.once('end', done)
    request.once('close', done)
  })
}
