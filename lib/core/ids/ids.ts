declare const brand: unique symbol
type Brand<T, B extends string> = T & { readonly [brand]: B }

export type PlaceId = Brand<string, 'PlaceId'>
export type EntryId = Brand<string, 'EntryId'>
/** Minted for each observed content of a file; immutable; the strong ETag. */
export type ContentId = Brand<string, 'ContentId'>
export type UploadId = Brand<string, 'UploadId'>
export type AccountId = Brand<string, 'AccountId'>
export type SessionId = Brand<string, 'SessionId'>
/** A browser or program known by a 30-day device cookie; "own uploads" of a guest mean this id. */
export type DeviceId = Brand<string, 'DeviceId'>
export type JobId = Brand<string, 'JobId'>
export type ServiceTokenId = Brand<string, 'ServiceTokenId'>
/** Stands in addresses and lists; it opens nothing. The token of a share link does. */
export type ShareLinkId = Brand<string, 'ShareLinkId'>

/**
 * UUIDv7 (RFC 9562 section 5.7): 48 bits of milliseconds, then random bits.
 * @param random at least 10 random bytes
 */
export function uuidV7(nowMs: number, random: Uint8Array): string {
  if (random.length < 10) throw new RangeError('uuidV7 needs 10 random bytes')
  const bytes = new Uint8Array(16)
  let time = nowMs
  for (let i = 5; i >= 0; i--) {
    bytes[i] = time % 256
    time = Math.floor(time / 256)
  }
  bytes.set(random.subarray(0, 10), 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
