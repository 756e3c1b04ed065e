'use client'

import { TriangleAlert } from 'lucide-react'
import { Icon } from '#components/ui/Icon.tsx'
import { TextLink } from '#components/ui/TextLink.tsx'
import type { UsageLine } from './usage-lines.ts'
import { useUsageStrings } from './use-usage-strings.ts'

export interface UsageWarningProps {
  line: UsageLine
  placeName: string
  /** Where emptying helps; null for whoever has no trash to empty. */
  trash: string | null
  /** Narrow, for the sidebar. */
  isShort?: boolean
}

/** That it gets tight, and what to do. */
export function UsageWarning({ line, placeName, trash, isShort = false }: UsageWarningProps) {
  const words = useUsageStrings()
  return (
    <div role="status" className="flex gap-2 text-caption">
      <Icon of={TriangleAlert} size={16} className="mt-px shrink-0 text-amber" />
      <p className="min-w-0 flex-1 text-ink2">
        <strong className="font-medium text-amber tabular">{words.warning(line.of, placeName, line.leftBytes)}</strong>{' '}
        {trash === null ? (
          words.askSomebody
        ) : (
          <>
            {isShort ? words.whatToDoShort : words.whatToDo} <TextLink href={trash}>{words.openTrash}</TextLink>
          </>
        )}
      </p>
    </div>
  )
}
