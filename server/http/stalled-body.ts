import type { IncomingMessage } from 'node:http'
import { VaultError } from '#lib/core/errors/vault-error.ts'

/** A form or a JSON body is in by then; the bytes of files are held to a pace instead. */
const SMALL_BODY_MS = 30_000

/**
 * What is made of a small body, unless the body does not come: a sender must not hold a connection for ever.
 * @throws VaultError request_stalled; the work itself ends with the connection
 */
export async function unlessStalled<T>(
  request: Pick<IncomingMessage, 'complete'>,
  work: Promise<T>,
  patienceMs = SMALL_BODY_MS,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const stalled = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      if (!request.complete) reject(new VaultError('request_stalled'))
    }, patienceMs)
  })
  try {
    return await Promise.race([work, stalled])
  } finally {
    clearTimeout(timer)
  }
}
