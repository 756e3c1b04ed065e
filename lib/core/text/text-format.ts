import { decodeUtf8, encodeUtf8, utf8Length } from '../bytes/utf8.ts'

/** `mixed`: its lines end in more than one way, so that what ends them stays in the text as it is. */
export type LineEnding = 'lf' | 'crlf' | 'cr' | 'mixed'

/** What a file says besides its text; kept from reading to writing. */
export interface TextFormat {
  readonly bom: boolean
  readonly lineEnding: LineEnding
}

/** `encoding`: not UTF-8; `binary`: it has NUL in it. Writing either as a text would harm it. */
export type ReadText =
  | { readonly kind: 'text'; readonly text: string; readonly format: TextFormat }
  | { readonly kind: 'not_text'; readonly reason: 'encoding' | 'binary' }

const BOM = [0xef, 0xbb, 0xbf] as const
const BREAKS: Readonly<Record<LineEnding, string>> = { lf: '\n', crlf: '\r\n', cr: '\r', mixed: '\n' }

/** The text of a file, with "\n" between its lines (but see `mixed`). `writeText` gives back the very bytes. */
export function readText(bytes: Uint8Array): ReadText {
  if (bytes.includes(0)) return { kind: 'not_text', reason: 'binary' }
  const bom = BOM.every((byte, at) => bytes[at] === byte)
  const raw = decodeUtf8(bom ? bytes.subarray(BOM.length) : bytes)
  if (raw === null) return { kind: 'not_text', reason: 'encoding' }
  const lineEnding = lineEndingOf(raw)
  const text = lineEnding === 'crlf' || lineEnding === 'cr' ? raw.replaceAll(BREAKS[lineEnding], '\n') : raw
  return { kind: 'text', text, format: { bom, lineEnding } }
}

export function writeText(text: string, { bom, lineEnding }: TextFormat): Uint8Array {
  const body = encodeUtf8(text.replaceAll('\n', BREAKS[lineEnding]))
  if (!bom) return body
  const bytes = new Uint8Array(BOM.length + body.length)
  bytes.set(BOM)
  bytes.set(body, BOM.length)
  return bytes
}

/** Bytes that `writeText` would make. */
export function textSize(text: string, { bom, lineEnding }: TextFormat): number {
  const longer = BREAKS[lineEnding].length - 1
  const breaks = longer === 0 ? 0 : text.split('\n').length - 1
  return (bom ? BOM.length : 0) + utf8Length(text) + longer * breaks
}

function lineEndingOf(raw: string): LineEnding {
  const crlf = raw.includes('\r\n')
  const rest = crlf ? raw.replaceAll('\r\n', '') : raw
  const lf = rest.includes('\n')
  const cr = rest.includes('\r')
  if (Number(crlf) + Number(lf) + Number(cr) > 1) return 'mixed'
  return crlf ? 'crlf' : cr ? 'cr' : 'lf'
}
