'use client'

import { useMemo } from 'react'
import { englishPins } from '#components/strings/en-pins.ts'
import { useFormat } from '#components/strings/use-strings.ts'

/** Sentences about pins, apart from those that every page loads. */
export function usePinsStrings() {
  const format = useFormat()
  return useMemo(() => englishPins(format), [format])
}

export type PinsStrings = ReturnType<typeof englishPins>
