export type TextPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }

const CANDIDATE = /\bhttps?:\/\/[^\s<>"'`\\^{|}\p{Cc}\p{Cf}]+/giu
const AFTER_SENTENCE = /[.,;:!?…*_~]+$/u
const PAIRS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '»': '«', '”': '“' }
const LONGEST = 2_000

/**
 * Splits a text into words and links. Only http and https are links, only with a host, and never with a name or
 * password before it, which would let an address pretend to be another. What it returns is text, never markup: joined
 * together the parts are the text again.
 */
export function findLinks(text: string): TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const match of text.matchAll(CANDIDATE)) {
    if (match[0].length > LONGEST) continue
    const shown = withoutEnd(match[0])
    const href = hrefOf(shown)
    if (href === null) continue
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) })
    parts.push({ kind: 'link', text: shown, href })
    end = match.index + shown.length
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) })
  return parts
}

/** The dot of the sentence and the bracket around a link are not of it; a bracket that it opened itself is. */
function withoutEnd(candidate: string): string {
  let link = candidate
  for (;;) {
    const before = link
    link = link.replace(AFTER_SENTENCE, '')
    const last = link.at(-1) ?? ''
    const open = PAIRS[last]
    if (open !== undefined && count(link, last) > count(link, open)) link = link.slice(0, -1)
    if (link === before) return link
  }
}

function count(text: string, character: string): number {
  return text.split(character).length - 1
}

/** RFC 3986 section 3: scheme, authority, the rest. Read by hand, for this ring has no URL. */
function hrefOf(link: string): string | null {
  const match = /^(https?):\/\/([^/?#]+)([/?#].*)?$/iu.exec(link)
  if (match === null) return null
  const [, scheme = '', authority = '', rest = ''] = match
  const host = /^(\[[0-9a-f:.]+\]|[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}.-]*[\p{L}\p{M}\p{N}])?)(:\d{1,5})?$/iu
  return host.test(authority) ? `${scheme.toLowerCase()}://${authority}${rest}` : null
}
