'use client'

import { useMemo } from 'react'
import { englishWatching, type WatchingStrings } from '#components/strings/en-watching.ts'
import { useFormat } from '#components/strings/use-strings.ts'

export function useWatchingStrings(): WatchingStrings {
  const format = useFormat()
  return useMemo(() => englishWatching(format), [format])
}
