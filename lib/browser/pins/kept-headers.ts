/** What the vault says of the bytes of a content, whatever part of it is sent; the worker says the same without it. */
const KEPT = [
  'cache-control',
  'content-disposition',
  'content-security-policy',
  'content-type',
  'cross-origin-resource-policy',
  'etag',
  'last-modified',
  'referrer-policy',
  'repr-digest',
  'x-content-type-options',
  'x-frame-options',
]

export function headersToKeep(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    KEPT.flatMap((name) => {
      const value = headers.get(name)
      return value === null ? [] : [[name, value]]
    }),
  )
}
