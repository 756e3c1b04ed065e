import { findLinks } from '#lib/core/chat/find-links.ts'

/** A text with its links: words and addresses, never markup. */
export function MessageText({ text }: { text: string }) {
  return (
    <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">
      {findLinks(text).map((part, at) =>
        part.kind === 'text' ? (
          part.text
        ) : (
          <a
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change places
            key={at}
            href={part.href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            className="underline decoration-edge underline-offset-2 hover:decoration-current"
          >
            {part.text}
          </a>
        ),
      )}
    </p>
  )
}
