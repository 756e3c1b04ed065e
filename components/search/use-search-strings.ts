'use client'

import { useMemo } from 'react'
import { englishSearch, type SearchStrings } from '#components/strings/en-search.ts'
import { useFormat } from '#components/strings/use-strings.ts'

export function useSearchStrings(): SearchStrings {
  const format = useFormat()
  return useMemo(() => englishSearch(format), [format])
}
