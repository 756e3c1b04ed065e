'use client'

import { useState } from 'react'
import type { FolderDialog } from './folder-dialogs.ts'

/** The newest dialog of some kind, also after it was closed. */
export function useLastDialog<D extends FolderDialog>(
  dialog: FolderDialog | null,
  isKind: (dialog: FolderDialog) => dialog is D,
): D | null {
  const [last, setLast] = useState<D | null>(null)
  if (dialog !== null && isKind(dialog) && dialog !== last) setLast(dialog)
  return last
}
