import type { EntryView } from '#lib/contracts/http/entries.ts'
import type { CurrentContent } from '#lib/contracts/http/uploads.ts'
import type { TextFormat } from '#lib/core/text/text-format.ts'
import type { StoredDraft } from '../db/browser-store.ts'

export type WhoSaved = Pick<CurrentContent, 'savedAt' | 'savedBy'>

/** What somebody else saved meanwhile. */
export interface Theirs extends WhoSaved {
  readonly contentId: string
  /** Null when it could not be read, or is no text any more. */
  readonly read: { readonly text: string; readonly format: TextFormat } | null
}

/**
 * - `failed`: the last save did not get through; what was written is kept as a draft.
 * - `conflict`: somebody was faster, and the person is asked.
 */
export type TextPhase = 'saved' | 'unsaved' | 'saving' | 'failed' | 'conflict'

export interface OpenText {
  readonly kind: 'open'
  readonly entry: EntryView
  readonly format: TextFormat
  /** What the field begins with; from then on it is asked. */
  readonly text: string
  readonly phase: TextPhase
  /** Why the last save or copy failed. */
  readonly failure: unknown
  /** While it is asked what should happen. */
  readonly theirs: Theirs | null
  /** Somebody saved while there is something unsaved here. */
  readonly behind: WhoSaved | null
  /** Somebody saved, and the editor shows it. */
  readonly renewed: WhoSaved | null
  /** Written earlier and not saved; nothing is written before that is decided. */
  readonly draft: StoredDraft | null
  /** What was here before theirs was taken. */
  readonly setAside: string | null
  readonly sizeBytes: number
}

export type TextState =
  | { readonly kind: 'loading' }
  /** It could not be read. */
  | { readonly kind: 'failed'; readonly error: unknown }
  /** Writing it here would harm it. */
  | { readonly kind: 'refused'; readonly entry: EntryView; readonly reason: 'too_large' | 'encoding' | 'binary' }
  | OpenText

/** The field that a person writes in. */
export interface TextSurface {
  read(): string
  /** Takes the place of what is in it. */
  show(text: string, format: TextFormat): void
}

/** Whether leaving would lose sight of something. */
export function isUnsaved(state: TextState): boolean {
  return state.kind === 'open' && state.phase !== 'saved'
}

/** Whether the person may write right now. */
export function isWritable(state: OpenText): boolean {
  return state.entry.may.change && state.draft === null
}

/** Whether nothing is on its way, and nothing is asked. */
export function isIdle(state: TextState): boolean {
  return state.kind === 'open' && state.phase !== 'saving' && state.phase !== 'conflict'
}
