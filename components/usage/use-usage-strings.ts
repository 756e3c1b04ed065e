'use client'

import { useMemo } from 'react'
import { englishUsage } from '#components/strings/en-usage.ts'
import { useFormat } from '#components/strings/use-strings.ts'

/** Sentences about space, apart from those that every page loads. */
export function useUsageStrings() {
  const format = useFormat()
  return useMemo(() => englishUsage(format), [format])
}
