'use client'

import { type ReactNode, useMemo, useState } from 'react'
import { KeyHelp } from '#components/keys/KeyHelp.tsx'
import { Palette } from '#components/palette/Palette.tsx'
import { useStrings } from '#components/strings/use-strings.ts'
import { BottomNavigation } from './BottomNavigation.tsx'
import type { NavEntry } from './navigation.ts'
import { Rail } from './Rail.tsx'
import { Sidebar } from './Sidebar.tsx'
import { type AddAction, ShellContext } from './shell-context.ts'

export interface AppShellProps {
  /** Main entries, in order; the frame shows them as sidebar, rail or bottom navigation. */
  entries: readonly NavEntry[]
  /** Top of the sidebar: the mark and the vault's name. */
  vault: ReactNode
  /** Rooms and drives of the sidebar. */
  places: ReactNode
  /** Above the foot of the sidebar: how much is used. */
  usage: ReactNode
  /** Foot of the sidebar. */
  account: ReactNode
  /** The transfers: a line above the navigation of a phone, bottom right elsewhere. Empty when there are none. */
  tray?: ReactNode
  children: ReactNode
}

/** The frame of every page inside the vault. The page scrolls in its own column; nothing sits under the home bar. */
export function AppShell({ entries, vault, places, usage, account, tray, children }: AppShellProps) {
  const strings = useStrings()
  const [add, setAdd] = useState<AddAction | null>(null)
  const [bottomSlot, setBottomSlot] = useState<HTMLElement | null>(null)
  const main = entries.filter(({ isOnlyInSidebar }) => !isOnlyInSidebar)
  const shell = useMemo(() => ({ add, setAdd, bottomSlot }), [add, bottomSlot])
  return (
    <ShellContext value={shell}>
      <KeyHelp>
        <Palette>
          <a
            href="#content"
            className="sr-only z-50 rounded-row bg-ink px-4 py-2.5 text-label text-paper focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
          >
            {strings.common.skipToContent}
          </a>
          <div className="flex h-dvh flex-col overflow-hidden safe-x tablet:flex-row">
            <Sidebar entries={entries} vault={vault} places={places} usage={usage} account={account} />
            <Rail entries={main} />
            <main
              id="content"
              tabIndex={-1}
              className="relative flex min-h-0 min-w-0 flex-1 flex-col outline-none safe-top"
            >
              {children}
            </main>
            <div
              data-tray-slot=""
              className="z-30 tablet:fixed tablet:right-4 tablet:bottom-4 tablet:w-84 tablet:max-w-[calc(100vw-2rem)]"
            >
              {tray}
            </div>
            <div ref={setBottomSlot} className="peer tablet:hidden" />
            <BottomNavigation entries={main} />
          </div>
        </Palette>
      </KeyHelp>
    </ShellContext>
  )
}
