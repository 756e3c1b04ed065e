import type { Conflict } from '#lib/contracts/http/common.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import type { ChosenEntries } from '../actions/use-trash.ts'

/** What a folder's page asks; one thing at a time. */
export type FolderDialog =
  | { kind: 'new-folder' }
  | { kind: 'new-text' }
  | { kind: 'rename'; entry: EntryView }
  | { kind: 'transfer'; action: 'move' | 'copy'; chosen: ChosenEntries; names: readonly string[] }
  | { kind: 'conflict'; names: readonly string[]; answer: (conflict: Conflict | null) => void }
  | { kind: 'details'; entry: EntryView }
  | { kind: 'share-link'; entries: readonly EntryView[] }
  | { kind: 'qr'; name: string; href: string }
  | { kind: 'usage' }
  | { kind: 'columns' }
