import { contentDisposition } from '#lib/core/bytes/content-disposition.ts'
import { strongETag } from '#lib/core/bytes/etag.ts'
import { formatHttpDate } from '#lib/core/bytes/http-date.ts'
import type { ContentId } from '#lib/core/ids/ids.ts'
import type { SniffedKind } from './sniff.ts'

export interface ContentDescription {
  readonly contentId: ContentId
  readonly name: string
  readonly mime: string | null
  readonly kind: SniffedKind
  readonly lastModifiedMs: number
  readonly sha256: Uint8Array | null
}

/** Nothing in a file of somebody may run, frame or reach anything, even when it is opened in a tab of its own. */
const CONTENT_POLICY =
  "sandbox; default-src 'none'; style-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Headers of every answer about one content, without lengths and ranges. */
export function contentHeaders(content: ContentDescription, download: boolean): Record<string, string> {
  const inline = !download && isShownInPlace(content)
  const headers: Record<string, string> = {
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-cache, no-transform',
    'content-disposition': contentDisposition(inline ? 'inline' : 'attachment', content.name),
    'content-security-policy': CONTENT_POLICY,
    'content-type': contentType(content),
    etag: strongETag(content.contentId),
    'last-modified': formatHttpDate(content.lastModifiedMs),
  }
  // RFC 9530 section 3: of the whole representation, whatever part of it is sent.
  if (content.sha256 !== null) headers['repr-digest'] = `sha-256=:${Buffer.from(content.sha256).toString('base64')}:`
  return headers
}

/** A raster image, sound or film whose bytes say the same as its name. */
function isShownInPlace({ kind, mime }: ContentDescription): boolean {
  if (kind === null || mime === null || mime === 'image/svg+xml') return false
  const [type] = mime.split('/', 1)
  return type === kind || (kind === 'video' && type === 'audio') || (kind === 'audio' && type === 'video')
}

/**
 * `nosniff` keeps script and style tags from taking anything that does not say it is script or style, so nothing does:
 * whoever could put a tag into a page must not find the script to go with it among the uploads.
 */
const RUNS_IN_PAGES = /(?:java|ecma|j|live)script|css/

function contentType({ mime }: ContentDescription): string {
  if (mime === null) return 'application/octet-stream'
  if (RUNS_IN_PAGES.test(mime.toLowerCase())) return 'text/plain; charset=utf-8'
  return mime.startsWith('text/') ? `${mime}; charset=utf-8` : mime
}
