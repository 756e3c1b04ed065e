'use client'

import { FileQuestionMark, Hash } from 'lucide-react'
import { useStrings } from '#components/strings/use-strings.ts'
import { StateLine } from '#components/ui/StateLine.tsx'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { isBeingHashed } from './entry-words.ts'

/** The one state a row may show, in words; nothing when all is well. */
export function EntryState({ entry }: { entry: EntryView }) {
  const { files } = useStrings()
  if (entry.state === 'missing') {
    return (
      <StateLine icon={FileQuestionMark} tone="amber" className="flex whitespace-nowrap">
        {files.missing}
      </StateLine>
    )
  }
  if (isBeingHashed(entry)) {
    return (
      <StateLine icon={Hash} tone="quiet" className="whitespace-nowrap">
        {files.comparing}
      </StateLine>
    )
  }
  return null
}
