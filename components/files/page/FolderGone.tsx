'use client'

import { FolderX } from 'lucide-react'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import type { FolderActions } from './use-folder-actions.ts'
import type { FolderPageState } from './use-folder-page.ts'

/** The address names a folder that is not there: renamed, moved or deleted by somebody. */
export function FolderGone({ page, actions }: { page: FolderPageState; actions: FolderActions }) {
  const { files } = useStrings()
  return (
    <EmptyState
      icon={FolderX}
      action={page.path === '' ? null : <Button onPress={actions.up}>{files.toParent}</Button>}
    >
      {files.gone}
    </EmptyState>
  )
}
