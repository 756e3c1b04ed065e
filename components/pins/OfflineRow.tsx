'use client'

import { ArrowDownToLine, CircleAlert, CircleCheck, Clock, EllipsisVertical } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import { MiddleName } from '#components/files/view/MiddleName.tsx'
import { MenuButton } from '#components/ui/MenuButton.tsx'
import type { MenuEntry } from '#components/ui/menu-entry.ts'
import { ProgressBar } from '#components/ui/ProgressBar.tsx'
import { StateLine } from '#components/ui/StateLine.tsx'
import type { PinWords } from './pin-words.ts'
import { usePinsStrings } from './use-pins-strings.ts'

const ICONS = { plain: ArrowDownToLine, green: CircleCheck, amber: Clock, red: CircleAlert }

export interface OfflineRowProps {
  name: string
  picture: ReactNode
  state: PinWords
  /** Behind the state: how much it is. */
  fact: string
  /** 0 to 1 while it is on its way, else null. */
  share: number | null
  entries: readonly MenuEntry[]
  /** Null where there is nothing to open yet. */
  onOpen: (() => void) | null
  children?: ReactNode
}

/** One row of the Offline page: picture, name, how it stands, what can be done. */
export function OfflineRow({ name, picture, state, fact, share, entries, onOpen, children }: OfflineRowProps) {
  const words = usePinsStrings()
  const body = (
    <>
      {picture}
      <span className="min-w-0 flex-1 text-left">
        <span className="block text-body font-medium text-ink">
          <MiddleName name={name} />
        </span>
        <span className="flex flex-wrap items-center gap-x-2 text-caption text-ink3 tabular">
          <StateLine icon={ICONS[state.tone]} tone={state.tone}>
            {state.text}
          </StateLine>
          <span>{fact}</span>
        </span>
        {share === null ? null : (
          <ProgressBar
            size="thin"
            label={words.progress(name)}
            value={share}
            tone={state.tone === 'amber' ? 'amber' : 'ember'}
            className="pt-1.5"
          />
        )}
      </span>
    </>
  )
  return (
    <li>
      <div className="flex items-center gap-1">
        {onOpen === null ? (
          <div className="flex min-h-16 min-w-0 flex-1 items-center gap-3.5 py-1.5">{body}</div>
        ) : (
          <Button
            onPress={onOpen}
            className="flex min-h-16 min-w-0 flex-1 items-center gap-3.5 rounded-row py-1.5 press-motion data-hovered:bg-hover"
          >
            {body}
          </Button>
        )}
        <MenuButton
          icon={EllipsisVertical}
          label={words.menu(name)}
          title={name}
          media={picture}
          caption={state.text}
          entries={entries}
        />
      </div>
      {children}
    </li>
  )
}
