'use client'

import { useToaster } from '#components/ui/Toaster.tsx'
import type { TextSession } from '#lib/browser/text/text-session.ts'
import { useEditorStrings } from './use-editor-strings.ts'

/** Saves what is written beside the file, and goes on there. */
export function useKeepBoth(session: TextSession, onMoved: (entryId: string) => void): () => Promise<void> {
  const editor = useEditorStrings()
  const toaster = useToaster()
  return async () => {
    const copy = await session.keepBoth()
    if (copy === null) return
    toaster.show({ message: editor.keptBoth(copy.name) })
    onMoved(copy.id)
  }
}
