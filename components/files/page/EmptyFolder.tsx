'use client'

import { Filter, FolderOpen, Images } from 'lucide-react'
import { useRef } from 'react'
import { useShell } from '#components/shell/shell-context.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import type { FolderPageState } from './use-folder-page.ts'

/** Nothing here: one sentence and one button. */
export function EmptyFolder({ page }: { page: FolderPageState }) {
  const { files } = useStrings()
  const { add } = useShell()
  const { place, path, type } = page
  const last = useRef(add)
  last.current = add
  if (page.q !== '') {
    return (
      <EmptyState icon={Filter} action={<Button onPress={() => page.setQ('')}>{files.showAll}</Button>}>
        {files.empty.name(page.q)}
      </EmptyState>
    )
  }
  if (type !== null) {
    return (
      <EmptyState icon={Filter} action={<Button onPress={() => page.setType(null)}>{files.showAll}</Button>}>
        {files.empty.filter}
      </EmptyState>
    )
  }
  if (!place.may.upload) return <EmptyState icon={FolderOpen}>{files.emptyReadOnly}</EmptyState>
  return (
    <EmptyState
      icon={path === '' ? Images : FolderOpen}
      action={
        <Button tone="primary" onPress={() => last.current?.onPress()}>
          {files.addHere}
        </Button>
      }
    >
      {path !== '' ? files.empty.folder : place.kind === 'drive' ? files.empty.drive : files.empty.room}
    </EmptyState>
  )
}
