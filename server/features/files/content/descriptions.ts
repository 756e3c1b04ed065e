import { strongETag } from '#lib/core/bytes/etag.ts'
import { mtimeMsOf } from '../disk/file-facts.ts'
import type { EntryFacts } from '../entries/entry-facts.ts'
import { contentHeaders } from './content-headers.ts'
import type { OpenedContent } from './open-content.ts'
import { sniffKind } from './sniff.ts'

export interface Description {
  /** Of every answer about the content, without lengths and ranges. */
  headers: Readonly<Record<string, string>>
  /** What conditions are compared with. */
  current: { etag: string; lastModifiedMs: number }
}

/**
 * What is said of a content is said for each of its ranges. Once worked out, it goes with the facts of the entry, which
 * are other facts as soon as anything about the entry changes.
 */
export class Descriptions {
  readonly #shown = new WeakMap<EntryFacts, Description>()
  readonly #saved = new WeakMap<EntryFacts, Description>()

  /** @param download it is to be saved, whatever it is */
  of(opened: OpenedContent, download: boolean): Description {
    const known = download ? this.#saved : this.#shown
    const description = known.get(opened.entry) ?? describe(opened, download)
    known.set(opened.entry, description)
    return description
  }
}

function describe({ file, entry, contentId, sha256 }: OpenedContent, download: boolean): Description {
  const lastModifiedMs = mtimeMsOf(file.facts)
  const { name, mime } = entry
  const content = { contentId, name, mime, kind: sniffKind(file.head, mime), lastModifiedMs, sha256 }
  return {
    headers: contentHeaders(content, download),
    current: { etag: strongETag(contentId), lastModifiedMs },
  }
}
