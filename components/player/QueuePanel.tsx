'use client'

import { Volume2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { EntryPicture } from '#components/files/view/EntryPicture.tsx'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { classNames } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/Icon.tsx'
import type { EntryView } from '#lib/contracts/http/entries.ts'

export interface QueuePanelProps {
  entry: EntryView
  queue: readonly EntryView[]
  onShow: (entryId: string) => void
}

/** What follows: the sounds of the folder in its order. */
export function QueuePanel({ entry, queue, onShow }: QueuePanelProps) {
  const strings = useStrings().player
  const format = useFormat()
  const current = useRef<HTMLButtonElement>(null)
  useEffect(() => current.current?.scrollIntoView({ block: 'nearest' }), [])
  return (
    <nav
      aria-label={strings.queue}
      className="absolute top-0 right-0 bottom-28 w-80 max-w-[86%] overflow-y-auto rounded-l-card bg-[#1b1613] p-2"
    >
      <ol className="flex flex-col">
        {queue.map((other) => {
          const isCurrent = other.id === entry.id
          const { durationMs } = other.picture ?? {}
          return (
            <li key={other.id} className="[content-visibility:auto]">
              <button
                ref={isCurrent ? current : null}
                type="button"
                aria-current={isCurrent ? 'true' : undefined}
                onClick={() => onShow(other.id)}
                className={classNames(
                  'flex min-h-13 w-full cursor-pointer items-center gap-3 rounded-row px-2 py-1.5 text-left hover:bg-[#ffffff]/10',
                  isCurrent && 'bg-[#ffffff]/10 text-(--stage-bar)',
                )}
              >
                <EntryPicture entry={other} iconSize={16} className="size-10 shrink-0 rounded-photo" />
                <span className="min-w-0 flex-1 truncate text-label">{other.name}</span>
                {isCurrent ? (
                  <Icon of={Volume2} size={16} />
                ) : durationMs === undefined ? null : (
                  <span className="text-(--stage-ink2) text-caption tabular">{format.clock(durationMs / 1000)}</span>
                )}
              </button>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
