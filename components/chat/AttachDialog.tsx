'use client'

import { useQuery } from '@tanstack/react-query'
import { CornerLeftUp } from 'lucide-react'
import { useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { EntryPicture } from '#components/files/view/EntryPicture.tsx'
import { useApi } from '#components/shell/api-context.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Checkbox } from '#components/ui/Checkbox.tsx'
import { FormDialog } from '#components/ui/FormDialog.tsx'
import { FormError } from '#components/ui/FormError.tsx'
import { IconButton } from '#components/ui/IconButton.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { type EntryView, entryRoutes } from '#lib/contracts/http/entries.ts'
import { MAX_MESSAGE_ENTRIES } from '#lib/core/chat/chat-rules.ts'
import { parentPath } from '#lib/core/names/place-path.ts'

export interface AttachDialogProps {
  isOpen: boolean
  onClose: () => void
  placeId: string
  placeName: string
  /** The folder that is open beside the conversation. */
  path: string
  onAttach: (entries: EntryView[]) => void
}

const MOST = 500

/** Chooses entries of the room that a message speaks of. */
export function AttachDialog({ isOpen, onClose, placeId, placeName, path, onAttach }: AttachDialogProps) {
  const api = useApi()
  const { chat, files } = useStrings()
  const [at, setAt] = useState(path)
  const [chosen, setChosen] = useState<readonly EntryView[]>([])
  const { data, error } = useQuery({
    queryKey: ['attach', placeId, at],
    enabled: isOpen,
    queryFn: ({ signal }) =>
      api.call(entryRoutes.list, { params: { place: placeId }, query: { path: at, limit: MOST }, signal }),
  })
  const parent = parentPath(at)
  const entries = data?.entries ?? []
  const toggle = (entry: EntryView, isChosen: boolean) => {
    const others = chosen.filter(({ id }) => id !== entry.id)
    setChosen(isChosen ? [...others, entry].slice(-MAX_MESSAGE_ENTRIES) : others)
  }
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={onClose}
      title={chat.attachTitle}
      verb={chat.attachVerb(chosen.length)}
      isPending={false}
      isDisabled={chosen.length === 0}
      onSubmit={() => {
        onAttach([...chosen])
        setChosen([])
        onClose()
      }}
    >
      <div className="overflow-hidden rounded-card border border-hair bg-surface">
        <div className="flex items-center gap-1 border-hair border-b p-1.5">
          <IconButton
            icon={CornerLeftUp}
            label={files.moveDialog.up}
            size="row"
            isDisabled={parent === null}
            onPress={() => setAt(parent ?? '')}
          />
          <span aria-live="polite" className="truncate px-1 font-medium text-body text-ink">
            {at === '' ? placeName : at.slice(at.lastIndexOf('/') + 1)}
          </span>
        </div>
        <div className="h-72 overflow-y-auto p-1.5">
          <FormError error={error} />
          {!data && !error ? <SkeletonRows count={4} rowClassName="h-12 px-2" tileClassName="size-8" /> : null}
          {data && entries.length === 0 ? (
            <p className="px-3 py-8 text-center text-ink3">{chat.nothingToAttach}</p>
          ) : null}
          <ul>
            {entries.map((entry) => (
              <li key={entry.id} className="flex min-h-12 items-center gap-3 rounded-row px-2">
                <Checkbox
                  aria-label={entry.name}
                  isSelected={chosen.some(({ id }) => id === entry.id)}
                  onChange={(isChosen) => toggle(entry, isChosen)}
                />
                <EntryPicture entry={entry} iconSize={18} className="h-8 w-10 shrink-0 rounded-[6px]" />
                {entry.kind === 'folder' ? (
                  <Button
                    onPress={() => setAt(entry.path)}
                    className="min-w-0 flex-1 truncate rounded-[6px] py-2 text-left text-body text-ink underline decoration-hair underline-offset-2"
                  >
                    {entry.name}
                  </Button>
                ) : (
                  <span className="min-w-0 flex-1 truncate text-body text-ink">{entry.name}</span>
                )}
              </li>
            ))}
          </ul>
        </div>
      </div>
    </FormDialog>
  )
}
