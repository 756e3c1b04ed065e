import type { Selector } from '#lib/contracts/http/entries.ts'

/** Entries that were cut or copied, to be pasted into another folder of this vault. */
export interface EntryClipboard {
  readonly mode: 'cut' | 'copy'
  readonly placeId: string
  readonly path: string
  readonly selectors: readonly Selector[]
  readonly count: number
  /** As far as they were known. */
  readonly ids: ReadonlySet<string>
  readonly names: readonly string[]
}

const NO_IDS: ReadonlySet<string> = new Set()

/** Entries that look cut in a folder. */
export function cutIdsOf(clipboard: EntryClipboard | null): ReadonlySet<string> {
  return clipboard?.mode === 'cut' ? clipboard.ids : NO_IDS
}
