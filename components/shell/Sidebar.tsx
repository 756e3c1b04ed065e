'use client'

import type { ReactNode } from 'react'
import { FindButton } from '#components/palette/FindButton.tsx'
import { useStrings } from '#components/strings/use-strings.ts'
import { Icon } from '#components/ui/Icon.tsx'
import { NavLink } from './NavLink.tsx'
import type { NavEntry } from './navigation.ts'

export interface SidebarProps {
  entries: readonly NavEntry[]
  vault: ReactNode
  places: ReactNode
  usage: ReactNode
  account: ReactNode
}

/** 232 wide, from 960 on. */
export function Sidebar({ entries, vault, places, usage, account }: SidebarProps) {
  const strings = useStrings()
  return (
    <nav
      aria-label={strings.common.mainNavigation}
      className="hidden w-58 shrink-0 flex-col border-hair border-r bg-sunken desktop:flex"
    >
      <div className="flex h-16 shrink-0 items-center px-4">{vault}</div>
      <div className="min-h-0 flex-1 overflow-y-auto px-2.5 pb-3">
        <FindButton />
        <SidebarEntries entries={entries} at="top" />
        {places}
      </div>
      <div className="shrink-0 px-2.5 pb-2.5">
        <SidebarEntries entries={entries} at="foot" />
      </div>
      {usage}
      <div className="mx-4 shrink-0 border-hair border-t" />
      <div className="shrink-0 px-2.5 py-2.5">{account}</div>
    </nav>
  )
}

function SidebarEntries({ entries, at }: { entries: readonly NavEntry[]; at: 'top' | 'foot' }) {
  return entries.map(({ id, href, icon, sidebar }) =>
    sidebar?.at === at ? (
      <NavLink key={id} href={href} isCurrent={sidebar.isCurrent} leading={<Icon of={icon} size={18} />}>
        {sidebar.label}
      </NavLink>
    ) : null,
  )
}
