'use client'

import { useMemo } from 'react'
import { englishEditor } from '#components/strings/en-editor.ts'
import { useFormat } from '#components/strings/use-strings.ts'

/** The sentences of the editor; they come with its code, not with every page. */
export function useEditorStrings(): ReturnType<typeof englishEditor> {
  const format = useFormat()
  return useMemo(() => englishEditor(format), [format])
}
