import { FetchError, type FetchFailure } from './fetch-failure.ts'

/**
 * The body of an answer in pieces of given sizes, each as soon as it is whole.
 * @throws FetchError when it ends before the last one
 */
export async function* readChunks(
  response: Response,
  sizes: readonly number[],
  onBreak: () => FetchFailure,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader()
  if (!reader) throw new FetchError(onBreak())
  let index = 0
  let chunk = new Uint8Array(sizes[0] ?? 0)
  let filled = 0
  try {
    while (index < sizes.length) {
      const { done, value } = await reader.read().catch((cause) => {
        throw new FetchError(onBreak(), cause)
      })
      if (done) throw new FetchError(onBreak())
      for (let at = 0; at < value.byteLength && index < sizes.length; ) {
        const part = value.subarray(at, at + chunk.byteLength - filled)
        chunk.set(part, filled)
        filled += part.byteLength
        at += part.byteLength
        if (filled < chunk.byteLength) continue
        yield chunk
        index++
        chunk = new Uint8Array(sizes[index] ?? 0)
        filled = 0
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
