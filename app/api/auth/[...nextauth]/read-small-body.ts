/** A name, a password and a token fit many times over. */
const MAX_BYTES = 16 * 1024

/** The body as text; null when it is larger than a form of ours can be. */
export async function readSmallBody(request: Request): Promise<string | null> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > MAX_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
