'use client'

import { useState } from 'react'
import { FolderPicker, type PickedFolder } from '#components/files/dialogs/FolderPicker.tsx'
import { PlacePicker } from '#components/files/dialogs/PlacePicker.tsx'
import { folderNameOf } from '#components/files/page/crumbs.ts'
import { placeName } from '#components/rooms/place-words.ts'
import { usePlaces } from '#components/rooms/use-places.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { useOnOpen } from '#components/ui/use-on-open.ts'
import type { PlaceId } from '#lib/core/ids/ids.ts'

export interface RedirectDialogProps {
  isOpen: boolean
  onClose: () => void
  onChoose: (to: { placeId: PlaceId; path: string }) => void
}

/** Another folder for files that the first one would not take. */
export function RedirectDialog({ isOpen, onClose, onChoose }: RedirectDialogProps) {
  const strings = useStrings()
  const places = usePlaces().data
  const [at, setAt] = useState<PickedFolder | null>(null)
  useOnOpen(isOpen, () => setAt(null))
  const known = places ? [...places.personal, ...places.rooms, ...places.drives].filter(({ may }) => may.upload) : []
  const place = known.find(({ id }) => id === at?.placeId)
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={strings.files.moveDialog.where}
      footer={
        <>
          <Button onPress={onClose}>{strings.common.cancel}</Button>
          <Button
            tone="primary"
            isDisabled={at === null}
            onPress={() => {
              onClose()
              // The vault gave the id of every place that can be chosen here.
              if (at) onChoose({ placeId: at.placeId as PlaceId, path: at.path })
            }}
          >
            {strings.transfers.otherPlaceHere}
          </Button>
        </>
      }
    >
      {at && place ? (
        <FolderPicker
          at={at}
          name={folderNameOf(placeName(place, strings), at.path)}
          isHidden={() => false}
          onGo={setAt}
        />
      ) : (
        <PlacePicker places={known} onGo={(placeId) => setAt({ placeId, path: '' })} />
      )}
    </Dialog>
  )
}
