'use client'

import { useMemo } from 'react'
import { englishShare, type ShareStrings } from '#components/strings/en-share.ts'
import { useFormat } from '#components/strings/use-strings.ts'

export function useShareStrings(): ShareStrings {
  const format = useFormat()
  return useMemo(() => englishShare(format), [format])
}
