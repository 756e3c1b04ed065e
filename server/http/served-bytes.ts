import type { ServerResponse } from 'node:http'

/**
 * Counts the bytes of a body as they are handed to the connection, from now on; headers are none.
 * @returns how many so far
 */
export function countServed(response: ServerResponse): () => number {
  let bytes = 0
  const count = (chunk: unknown) => {
    if (!response.destroyed && chunk instanceof Uint8Array) bytes += chunk.byteLength
  }
  const { write, end } = response
  // Both are called in each of their forms: what comes first is what is sent.
  response.write = (...parts: unknown[]) => {
    count(parts[0])
    return Reflect.apply(write, response, parts)
  }
  response.end = (...parts: unknown[]) => {
    count(parts[0])
    return Reflect.apply(end, response, parts)
  }
  return () => bytes
}
