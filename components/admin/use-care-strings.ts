'use client'

import { useMemo } from 'react'
import { englishCare } from '#components/strings/en-care.ts'
import { useFormat } from '#components/strings/use-strings.ts'

/** Sentences of the admin's pages about the vault itself, apart from those that every page loads. */
export function useCareStrings() {
  const format = useFormat()
  return useMemo(() => englishCare(format), [format])
}
