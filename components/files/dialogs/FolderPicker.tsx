'use client'

import { useQuery } from '@tanstack/react-query'
import { ChevronRight, CornerLeftUp } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { useApi } from '#components/shell/api-context.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { FolderIcon } from '#components/ui/FolderIcon.tsx'
import { FormError } from '#components/ui/FormError.tsx'
import { Icon } from '#components/ui/Icon.tsx'
import { IconButton } from '#components/ui/IconButton.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { entryRoutes } from '#lib/contracts/http/entries.ts'
import { parentPath } from '#lib/core/names/place-path.ts'

export interface PickedFolder {
  placeId: string
  path: string
}

export interface FolderPickerProps {
  at: PickedFolder
  /** Of the folder that is open. */
  name: string
  /** What is moved cannot be moved into itself. */
  isHidden: (folder: { id: string }) => boolean
  /** Null leads to the list of places. */
  onGo: (to: PickedFolder | null) => void
}

const MOST = 1000

/** The folders of a folder, and the way up. */
export function FolderPicker({ at, name, isHidden, onGo }: FolderPickerProps) {
  const api = useApi()
  const { moveDialog } = useStrings().files
  const { data, error } = useQuery({
    queryKey: ['folders', at.placeId, at.path],
    queryFn: ({ signal }) =>
      api.call(entryRoutes.list, {
        params: { place: at.placeId },
        query: { path: at.path, type: 'folder', limit: MOST },
        signal,
      }),
  })
  const parent = parentPath(at.path)
  const folders = data?.entries.filter((folder) => !isHidden(folder))
  return (
    <div className="overflow-hidden rounded-card border border-hair bg-surface">
      <div className="flex items-center gap-1 border-hair border-b p-1.5">
        <IconButton
          icon={CornerLeftUp}
          label={moveDialog.up}
          size="row"
          onPress={() => onGo(parent === null ? null : { placeId: at.placeId, path: parent })}
        />
        <span aria-live="polite" className="truncate px-1 font-medium text-body text-ink">
          {name}
        </span>
      </div>
      <div className="h-64 overflow-y-auto p-1.5">
        {error ? <FormError error={error} /> : null}
        {!data && !error ? <SkeletonRows count={4} rowClassName="h-11 px-2" tileClassName="size-8" /> : null}
        {folders?.length === 0 ? <p className="px-3 py-8 text-center text-ink3">{moveDialog.noFolders}</p> : null}
        <ul>
          {folders?.map((folder) => (
            <li key={folder.id}>
              <Button
                onPress={() => onGo({ placeId: at.placeId, path: folder.path })}
                className="flex h-11 w-full items-center gap-3 rounded-row px-2.5 text-left text-body text-ink -outline-offset-2 data-hovered:bg-hover data-pressed:bg-select"
              >
                <FolderIcon size={26} />
                <span className="min-w-0 flex-1 truncate">{folder.name}</span>
                <Icon of={ChevronRight} size={18} className="text-ink3" />
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}
