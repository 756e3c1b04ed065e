'use client'

import { useState } from 'react'
import { placeName } from '#components/rooms/place-words.ts'
import { usePlaces } from '#components/rooms/use-places.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { useOnOpen } from '#components/ui/use-on-open.ts'
import type { PlaceView } from '#lib/contracts/http/places.ts'
import { folderNameOf } from '../page/crumbs.ts'
import type { FolderDialog } from '../page/folder-dialogs.ts'
import { FolderPicker, type PickedFolder } from './FolderPicker.tsx'
import { PlacePicker } from './PlacePicker.tsx'

export interface TransferDialogProps {
  isOpen: boolean
  onClose: () => void
  what: Extract<FolderDialog, { kind: 'transfer' }> | null
  /** Where the entries are. */
  place: PlaceView
  path: string
  onChoose: (to: { placeId: string; path: string; name: string }) => void
}

/** Asks where entries go: down through folders, up to the places. */
export function TransferDialog({ isOpen, onClose, what, place, path, onChoose }: TransferDialogProps) {
  const strings = useStrings()
  const { moveDialog } = strings.files
  const places = usePlaces().data
  const [at, setAt] = useState<PickedFolder | null>({ placeId: place.id, path })
  useOnOpen(isOpen, () => setAt({ placeId: place.id, path }))
  if (!what) return null
  const { action, chosen } = what
  const known = places ? [...places.personal, ...places.rooms, ...places.drives] : [place]
  const here = at && (known.find(({ id }) => id === at.placeId) ?? place)
  const name = at && here ? folderNameOf(placeName(here, strings), at.path) : moveDialog.places
  const isSame = at !== null && at.placeId === place.id && at.path === path
  const title = (action === 'move' ? moveDialog.move : moveDialog.copy)(chosen.count, chosen.name)
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button onPress={onClose}>{strings.common.cancel}</Button>
          <Button
            tone="primary"
            isDisabled={at === null || (isSame && action === 'move')}
            onPress={() => at && onChoose({ ...at, name })}
          >
            {action === 'move' ? moveDialog.moveHere : moveDialog.copyHere}
          </Button>
        </>
      }
    >
      {at ? (
        <FolderPicker
          at={at}
          name={name}
          isHidden={({ id }) => at.placeId === place.id && chosen.matches({ id })}
          onGo={setAt}
        />
      ) : (
        <PlacePicker places={known.filter(({ may }) => may.change)} onGo={(placeId) => setAt({ placeId, path: '' })} />
      )}
      <p aria-live="polite" className="min-h-5 pt-2 text-caption text-ink3">
        {isSame && action === 'move' ? moveDialog.sameFolder : ''}
      </p>
    </Dialog>
  )
}
