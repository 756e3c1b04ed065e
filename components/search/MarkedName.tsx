import { markMatches } from '#lib/core/search/mark-matches.ts'

/** A name with the letters by which it was found. */
export function MarkedName({ name, query }: { name: string; query: string }) {
  let at = 0
  return markMatches(name, query).map(({ text, isMatch }) => {
    const key = at
    at += text.length
    return isMatch ? (
      <mark key={key} className="bg-transparent font-semibold text-ember-ink">
        {text}
      </mark>
    ) : (
      <span key={key}>{text}</span>
    )
  })
}
