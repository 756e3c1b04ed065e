'use client'

import { useMemo } from 'react'
import { englishPins } from '#components/strings/en-pins.ts'
import { useFormat } from '#components/strings/use-strings.ts'
import { usePinsSnapshot } from './pins-context.ts'

/** Sentences about pins, apart from those that every page loads. */
export function usePinsStrings() {
  const format = useFormat()
  const { isHeld } = usePinsSnapshot()
  return useMemo(() => englishPins(format, isHeld), [format, isHeld])
}

export type PinsStrings = ReturnType<typeof englishPins>
