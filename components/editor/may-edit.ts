import type { EntryView } from '#lib/contracts/http/entries.ts'

/** Tables that are plain text. */
const TEXT_TABLE = /\.(csv|tsv)$/i

/** Whether an entry is offered to be edited; what is no text after all is told when it is opened. */
export function mayEdit({ kind, type, name, state, may }: EntryView): boolean {
  return kind === 'file' && state === 'live' && may.change && (type === 'text' || TEXT_TABLE.test(name))
}
