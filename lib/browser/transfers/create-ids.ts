import { uuidV7 } from '#lib/core/ids/ids.ts'

/** `crypto.randomUUID` is missing on plain http; random values are not. */
export function createId(): string {
  return uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))
}

/**
 * Ids whose order is the order of the files they are for: a counter in the bits after the time (RFC 9562 section 6.2).
 */
export function createIds(count: number, nowMs: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const random = crypto.getRandomValues(new Uint8Array(10))
    random[0] = (index >> 8) & 0x0f
    random[1] = index & 0xff
    return uuidV7(nowMs + (index >> 12), random)
  })
}
