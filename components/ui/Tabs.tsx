'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components/Tabs'
import { classNames } from './class-names.ts'

export interface TabsProps<K extends string> {
  label: string
  value: K
  onChange: (value: K) => void
  tabs: readonly { id: K; label: string; count?: number; panel: ReactNode }[]
  className?: string
  /** Classes of the row of tabs, for the margin of the page. */
  listClassName?: string
}

/** The active tab is in ink with a line below. Only the chosen panel is drawn. */
export function Tabs<K extends string>({ label, value, onChange, tabs, className, listClassName }: TabsProps<K>) {
  const list = useRef<HTMLDivElement>(null)
  // On a phone the chosen tab of an address may lie outside the row.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const tab = list.current?.querySelector(`[data-key="${value}"]`)
      tab?.scrollIntoView({ inline: 'nearest', block: 'nearest' })
    })
    return () => cancelAnimationFrame(frame)
  }, [value])
  return (
    <AriaTabs
      selectedKey={value}
      // The keys are the ids of `tabs`.
      onSelectionChange={(key) => onChange(key as K)}
      className={classNames('flex flex-col', className)}
    >
      <TabList
        ref={list}
        aria-label={label}
        className={classNames(
          'flex shrink-0 gap-6 overflow-x-auto border-hair border-b [scrollbar-width:none]',
          listClassName,
        )}
      >
        {tabs.map((tab) => (
          <Tab
            key={tab.id}
            id={tab.id}
            className="-mb-px flex h-11 shrink-0 scroll-mx-6 select-none items-center gap-2 rounded-t-[6px] border-transparent border-b-2 text-body font-medium text-ink3 -outline-offset-2 press-motion data-hovered:text-ink2 data-selected:border-ink data-selected:text-ink"
          >
            {tab.label}
            {tab.count === undefined ? null : (
              <span className="rounded-pill bg-sunken px-1.5 text-caption text-ink2 tabular">{tab.count}</span>
            )}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className="flex min-h-0 flex-1 flex-col">
          {tab.panel}
        </TabPanel>
      ))}
    </AriaTabs>
  )
}
