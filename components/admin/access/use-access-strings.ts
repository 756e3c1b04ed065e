'use client'

import { useMemo } from 'react'
import { englishAccess } from '#components/strings/en-access.ts'
import { useFormat } from '#components/strings/use-strings.ts'

/** Sentences of the access log, fetched with its page. */
export function useAccessStrings() {
  const format = useFormat()
  return useMemo(() => englishAccess(format), [format])
}
