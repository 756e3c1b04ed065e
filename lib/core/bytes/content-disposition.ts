/**
 * A Content-Disposition value (RFC 6266) for any name: a quoted ASCII name for everybody and, where that loses
 * something, the exact one as `filename*` (RFC 8187). Always one line of printable ASCII; what could break a line,
 * leave a folder or turn the reading direction is taken out of both.
 */
export function contentDisposition(type: 'inline' | 'attachment', filename: string): string {
  const name = filename
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/[\p{Cc}\u2028\u2029/\\]/gu, '_')
    .replace(/[\u202a-\u202e\u2066-\u2069]/gu, '')
  const ascii = asciiName(name)
  const exact = ascii === name ? '' : `; filename*=UTF-8''${encodeExtended(name)}`
  return `${type}; filename="${ascii}"${exact}`
}

/** No quotes, backslashes or percent signs: browsers disagree about escapes in them (RFC 6266 appendix D). */
function asciiName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]|["%/\\]/gu, '_')
  return plain === '' ? 'download' : plain
}

/** What encodeURIComponent leaves but RFC 8187 does not allow. */
function encodeExtended(text: string): string {
  return encodeURIComponent(text).replace(
    /['()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
