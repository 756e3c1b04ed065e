import { problemOf } from '#lib/api/client.ts'

export const SHOWN_BYTES = 512 * 1024

/** The beginning of a text. @throws VaultError */
export async function readBeginning(href: string, sizeBytes: number, signal: AbortSignal): Promise<string> {
  if (sizeBytes === 0) return ''
  const response = await fetch(href, { headers: { range: `bytes=0-${SHOWN_BYTES - 1}` }, signal })
  if (!response.ok) throw await problemOf(response)
  // A character cut in half at the end becomes a replacement character, which is what it is.
  return new TextDecoder().decode(await response.arrayBuffer())
}
