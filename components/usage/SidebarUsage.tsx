'use client'

import { UsageBar } from './UsageBar.tsx'
import { UsageWarning } from './UsageWarning.tsx'
import { worstLine } from './usage-lines.ts'
import { useUsageHere } from './use-usage-here.ts'
import { useUsageStrings } from './use-usage-strings.ts'

/** How much is used, at the foot of the sidebar. */
export function SidebarUsage() {
  const words = useUsageStrings()
  const { here } = useUsageHere()
  if (here === null || here.lines.length === 0) return null
  const worst = worstLine(here.lines)
  return (
    <section aria-label={words.title} className="mx-5 mb-3.5 mt-2 flex shrink-0 flex-col gap-2.5">
      {here.lines.map((line) => (
        <UsageBar key={line.of} line={line} placeName={here.placeName} isShort />
      ))}
      {worst ? <UsageWarning line={worst} placeName={here.placeName} trash={here.trashOf(worst)} isShort /> : null}
    </section>
  )
}
