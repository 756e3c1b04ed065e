import { VaultError } from '#lib/core/errors/vault-error.ts'
import { readText, type TextFormat } from '#lib/core/text/text-format.ts'
import { MAX_TEXT_BYTES } from '#lib/core/text/text-limits.ts'
import type { LoadedContent, SaveOutcome, TextDoor } from './text-door.ts'
import type { TextState, Theirs, WhoSaved } from './text-state.ts'

type Refused = Extract<TextState, { kind: 'refused' }>
export type FoundText =
  | Refused
  | {
      readonly kind: 'text'
      readonly entry: Refused['entry']
      readonly read: ReadText
      readonly content: LoadedContent
    }
type ReadText = { readonly text: string; readonly format: TextFormat }

/** A file as a text, or why it is none. @throws VaultError */
export async function loadText(door: TextDoor, entryId: string): Promise<FoundText> {
  const entry = await door.find(entryId)
  if (entry.kind !== 'file') throw new VaultError('not_a_file')
  const content = entry.sizeBytes > MAX_TEXT_BYTES ? null : await door.load(entryId)
  if (content === null) return { kind: 'refused', entry, reason: 'too_large' }
  const read = readText(content.bytes)
  return read.kind === 'text' ? { kind: 'text', entry, read, content } : { kind: 'refused', entry, reason: read.reason }
}

/** What became of a save: also saved is one whose answer got lost on its way. */
export async function settleSave(
  door: TextDoor,
  entryId: string,
  sent: Uint8Array,
  outcome: SaveOutcome,
): Promise<
  Extract<SaveOutcome, { kind: 'saved' }> | { kind: 'arrived'; contentId: string } | { kind: 'theirs'; theirs: Theirs }
> {
  if (outcome.kind === 'saved') return outcome
  const content = await door.load(entryId).catch(() => null)
  if (content && isEqual(content.bytes, sent)) return { kind: 'arrived', contentId: content.contentId }
  const read = content && readText(content.bytes)
  const { savedAt, savedBy, contentId } = outcome.current
  return {
    kind: 'theirs',
    theirs: { savedAt, savedBy, contentId: content?.contentId ?? contentId, read: read?.kind === 'text' ? read : null },
  }
}

/** What a file holds since `contentId` was read; where nobody is on record it was a hand in the folder. */
export async function loadNews(
  door: TextDoor,
  entry: { id: string; modifiedAt: number },
  contentId: string,
): Promise<{ who: WhoSaved; contentId: string; read: ReadText | null }> {
  const byHand: WhoSaved = { savedAt: entry.modifiedAt, savedBy: { kind: 'disk', id: '', name: '', self: false } }
  const who = (await door.whoReplaced(entry.id, contentId)) ?? byHand
  const content = await door.load(entry.id)
  const read = content && readText(content.bytes)
  return { who, contentId: content?.contentId ?? '', read: read?.kind === 'text' ? read : null }
}

function isEqual(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, at) => byte === right[at])
}
