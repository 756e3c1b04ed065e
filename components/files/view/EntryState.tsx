'use client'

import { FileQuestionMark, Hash } from 'lucide-react'
import { useStrings } from '#components/strings/use-strings.ts'
import { StateLine } from '#components/ui/StateLine.tsx'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { isBeingHashed } from './entry-words.ts'

/**
 * The one state a row may show, in words; nothing when all is well.
 * @param props.isComparing with the file on this device, from which it came
 */
export function EntryState({ entry, isComparing = false }: { entry: EntryView; isComparing?: boolean }) {
  const { files } = useStrings()
  if (entry.state === 'missing') {
    return (
      <StateLine icon={FileQuestionMark} tone="amber" className="flex whitespace-nowrap">
        {files.missing}
      </StateLine>
    )
  }
  if (isComparing || isBeingHashed(entry)) {
    return (
      <StateLine icon={Hash} tone="quiet" className="whitespace-nowrap">
        {files.comparing}
      </StateLine>
    )
  }
  return null
}
