'use client'

import { useQuery } from '@tanstack/react-query'
import { readBeginning, SHOWN_BYTES } from '#components/player/read-beginning.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Dialog } from '#components/ui/Dialog.tsx'
import { PageError } from '#components/ui/PageError.tsx'
import type { VersionView } from '#lib/contracts/http/versions.ts'

export interface VersionTextProps {
  /** Null while closed. */
  version: VersionView | null
  /** Where its bytes are. */
  href: string
  title: string
  onClose: () => void
}

/** The beginning of an older text; a browser would only save it. */
export function VersionText({ version, href, title, onClose }: VersionTextProps) {
  const { player } = useStrings()
  const text = useQuery({
    queryKey: ['text-version', version?.id],
    enabled: version !== null,
    queryFn: ({ signal }) => readBeginning(href, version?.sizeBytes ?? 0, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <Dialog isOpen={version !== null} onClose={onClose} title={title} size="wide">
      {text.isError ? <PageError error={text.error} onRetry={() => void text.refetch()} /> : null}
      {text.isPending ? <p className="text-ink3">{player.loading}</p> : null}
      {text.data === '' ? <p className="text-ink3">{player.emptyText}</p> : null}
      {text.data ? (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls by keyboard only when it can have focus
          tabIndex={0}
          className="font-mono text-label text-ink whitespace-pre-wrap wrap-anywhere select-text"
        >
          {text.data}
        </pre>
      ) : null}
      {version !== null && version.sizeBytes > SHOWN_BYTES ? (
        <p className="mt-4 text-caption text-ink3">{player.truncated(SHOWN_BYTES)}</p>
      ) : null}
    </Dialog>
  )
}
