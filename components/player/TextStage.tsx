'use client'

import { useQuery } from '@tanstack/react-query'
import { useApi } from '#components/shell/api-context.ts'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { contentHref } from './content-href.ts'
import { NoPreview } from './NoPreview.tsx'
import { readBeginning, SHOWN_BYTES } from './read-beginning.ts'

/** The beginning of a text, as text: nothing in it is ever run or followed. */
export function TextStage({ entry }: { entry: EntryView }) {
  const strings = useStrings()
  const format = useFormat()
  const href = contentHref(useApi(), entry)
  const text = useQuery({
    queryKey: ['text', entry.id, entry.contentId],
    queryFn: ({ signal }) => readBeginning(href, entry.sizeBytes, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (text.isError) return <NoPreview entry={entry} reason={strings.player.noPreview} />
  if (text.data === undefined) return <p className="text-(--stage-ink2)">{strings.player.loading}</p>
  return (
    <div className="h-full w-full overflow-auto px-4 pb-6 tablet:px-8">
      {text.data === '' ? <p className="text-(--stage-ink2)">{strings.player.emptyText}</p> : null}
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls by keyboard only when it can have focus
        tabIndex={0}
        className="mx-auto max-w-180 font-mono text-label whitespace-pre-wrap wrap-anywhere select-text"
      >
        {text.data}
      </pre>
      {entry.sizeBytes > SHOWN_BYTES ? (
        <p className="mx-auto mt-4 max-w-180 text-caption text-(--stage-ink2)">
          {strings.player.truncated(SHOWN_BYTES)} {format.bytes(entry.sizeBytes)}
        </p>
      ) : null}
    </div>
  )
}
