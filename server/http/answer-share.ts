import type { ServerResponse } from 'node:http'

export const SHARE_PATH = '/share'

/**
 * A share that reaches the vault missed the worker of the app, which keeps what is shared on the device and asks where
 * it should go. Nothing says where to put it here, nor proves who sent it, so not a byte is read (`lingerAfterAnswer`
 * lets go of the sender); the page says what to do. It changes nothing, so any page may lead here, of any origin.
 */
export function answerShare(response: ServerResponse): void {
  const location = `${SHARE_PATH}?${new URLSearchParams({ problem: 'missed' })}`
  response.writeHead(303, { location, 'cache-control': 'no-store', 'content-length': 0 })
  response.end()
}
