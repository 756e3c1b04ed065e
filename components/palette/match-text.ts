import { foldText } from '#lib/core/names/fold.ts'

/** Whether every word that was typed begins a word of a text: "da lo" finds "Dark look". */
export function matchesText(text: string, typed: string): boolean {
  const words = foldText(text).split(/[^\p{L}\p{N}\p{M}]+/u)
  return foldText(typed)
    .split(/\s+/u)
    .filter((part) => part !== '')
    .every((part) => words.some((word) => word.startsWith(part)))
}
