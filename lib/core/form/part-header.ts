import { decodeUtf8 } from '../bytes/utf8.ts'

/** What the header of a part says (RFC 7578 section 4). */
export interface PartHeader {
  /** Of the field in the form. */
  readonly name: string
  /** Null for a plain field. It may be empty: a form sends a file input in which nothing was chosen. */
  readonly filename: string | null
  /** As it stands there; empty when it is not given. */
  readonly contentType: string
}

/** The header of a part, or null when it is none of a form: without `form-data`, without a name, or not UTF-8. */
export function readPartHeader(bytes: Uint8Array): PartHeader | null {
  const text = decodeUtf8(bytes)
  if (text === null) return null
  const fields = new Map<string, string>()
  for (const line of text.split('\r\n')) {
    if (line === '') continue
    const colon = line.indexOf(':')
    if (colon <= 0) return null
    const name = line.slice(0, colon).trim().toLowerCase()
    // Two of them disagree about what the part is.
    if (fields.has(name)) return null
    fields.set(name, line.slice(colon + 1).trim())
  }
  const disposition = readDisposition(fields.get('content-disposition') ?? '')
  return disposition && { ...disposition, contentType: fields.get('content-type') ?? '' }
}

function readDisposition(value: string): { name: string; filename: string | null } | null {
  if (!/^form-data\s*;/iu.test(value)) return null
  const parameters = readParameters(value.slice(value.indexOf(';')))
  const name = parameters?.get('name')
  if (parameters === null || name === undefined) return null
  // RFC 7578 section 4.2 forbids the extended form, yet programs write it, and then it is the exact one.
  const extended = decodeExtended(parameters.get('filename*') ?? '')
  const plain = parameters.get('filename')
  const filename = plain === undefined ? null : unescapeName(plain)
  return { name: unescapeName(name), filename: extended ?? filename }
}

/** `; name="value"; name=value` as raw values; null when it is nothing of this shape. */
function readParameters(text: string): Map<string, string> | null {
  const parameters = new Map<string, string>()
  let rest = text
  while (rest.trim() !== '') {
    const key = /^\s*;\s*([\w*-]+)\s*=\s*/u.exec(rest)
    // A semicolon at the end is harmless.
    if (key === null) return /^\s*;\s*$/u.test(rest) ? parameters : null
    rest = rest.slice(key[0].length)
    const length = rest.startsWith('"') ? quotedLength(rest) : (/^[^\s;]*/u.exec(rest)?.[0].length ?? 0)
    if (length === 0) return null
    const raw = rest.slice(0, length)
    const value = raw.startsWith('"') ? raw.slice(1, -1) : raw
    const name = (key[1] ?? '').toLowerCase()
    if (!parameters.has(name)) parameters.set(name, value)
    rest = rest.slice(length)
  }
  return parameters
}

/**
 * Of a quoted value with both its quotes; 0 when it is not closed. Browsers never write a bare quote inside, so `\"` is
 * an escape of another program, unless the value must end there: `C:\"` of a browser is a name with a backslash.
 */
function quotedLength(text: string): number {
  for (let at = text.indexOf('"', 1); at !== -1; at = text.indexOf('"', at + 1)) {
    const isEscaped = text[at - 1] === '\\' && !/^\s*(?:$|;\s*[\w*-]+\s*=)/u.test(text.slice(at + 1))
    if (!isEscaped) return at + 1
  }
  return 0
}

const BY_ESCAPE: Readonly<Record<string, string>> = { '%22': '"', '%0d': '\r', '%0a': '\n', '\\"': '"' }

/** Browsers escape these three and no percent sign (HTML, "multipart/form-data encoding"): `50%20off` is a name. */
function unescapeName(text: string): string {
  return text.replace(/%22|%0d|%0a|\\"/giu, (raw) => BY_ESCAPE[raw.toLowerCase()] ?? raw)
}

/** `UTF-8''a%20b` of RFC 8187; null when it is something else. */
function decodeExtended(value: string): string | null {
  const encoded = /^utf-8'[^']*'(.*)$/isu.exec(value)?.[1]
  if (encoded === undefined) return null
  try {
    return decodeURIComponent(encoded)
  } catch {
    return null
  }
}
