'use client'

import { useMemo } from 'react'
import { englishShareLinks, type ShareLinkStrings } from '#components/strings/en-share-links.ts'
import { useFormat } from '#components/strings/use-strings.ts'

export function useShareLinkStrings(): ShareLinkStrings {
  const format = useFormat()
  return useMemo(() => englishShareLinks(format), [format])
}
