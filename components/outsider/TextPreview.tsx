import { useEffect, useState } from 'react'
import type { SharedEntry } from '#lib/contracts/http/share-links.ts'
import { words } from './outsider.ts'

const SHOWN_BYTES = 256 * 1024

/** The beginning of a text, as text: nothing in it is ever run or followed. */
export function TextPreview({ src, entry, onFail }: { src: string; entry: SharedEntry; onFail: () => void }) {
  const [text, setText] = useState<string | null>(null)
  useEffect(() => {
    const control = new AbortController()
    const headers = entry.sizeBytes === 0 ? {} : { range: `bytes=0-${SHOWN_BYTES - 1}` }
    fetch(src, { headers, signal: control.signal })
      .then(async (answer) => (answer.ok ? setText(await answer.text()) : onFail()))
      .catch(() => control.signal.aborted || onFail())
    return () => control.abort()
  }, [src, entry.sizeBytes, onFail])
  if (text === null) return <p role="status">{words.loading}</p>
  return (
    <div>
      <section
        aria-label={words.contentOf(entry.name)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls by keyboard only when it can have focus
        tabIndex={0}
        className="max-h-[60dvh] overflow-auto rounded-card border border-hair bg-surface p-4"
      >
        <pre className="font-mono text-label whitespace-pre-wrap wrap-anywhere select-text">{text}</pre>
      </section>
      {entry.sizeBytes > SHOWN_BYTES ? (
        <p className="mt-2 text-caption text-ink3">{words.truncated(SHOWN_BYTES)}</p>
      ) : null}
    </div>
  )
}
