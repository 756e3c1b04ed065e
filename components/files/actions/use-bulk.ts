'use client'

import { useCallback } from 'react'
import { useStrings } from '#components/strings/use-strings.ts'
import { useToaster } from '#components/ui/Toaster.tsx'
import type { BulkBody, JobView, Selector } from '#lib/contracts/http/entries.ts'
import { useFileEngines } from '../files-context.ts'

export interface BulkOutcome {
  jobs: readonly JobView[]
  changed: number
  /** Skipped or refused. */
  others: number
}

/** Runs one action on everything that was chosen; a very long selection goes in parts. */
export function useBulk() {
  const { jobs } = useFileEngines()
  const toaster = useToaster()
  const { errors } = useStrings()
  return useCallback(
    /** Null when it failed, which was said in words. */
    async (
      placeId: string,
      selectors: readonly Selector[],
      bodyOf: (selector: Selector) => BulkBody,
    ): Promise<BulkOutcome | null> => {
      const done: JobView[] = []
      try {
        for (const selector of selectors) done.push(await jobs.run(placeId, bodyOf(selector)))
      } catch (error) {
        const { sentence, advice } = errors.explain(error)
        toaster.show({ message: `${sentence} ${advice}` })
        return null
      }
      return {
        jobs: done,
        changed: done.reduce((sum, { result }) => sum + (result?.changed ?? 0), 0),
        others: done.reduce((sum, { result }) => sum + (result?.skipped ?? 0) + (result?.refused ?? 0), 0),
      }
    },
    [jobs, toaster, errors],
  )
}
