'use client'

import { useState } from 'react'
import { FolderPicker } from '#components/files/dialogs/FolderPicker.tsx'
import { folderNameOf } from '#components/files/page/crumbs.ts'
import { placeName } from '#components/rooms/place-words.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { useOnOpen } from '#components/ui/use-on-open.ts'
import type { PlaceView } from '#lib/contracts/http/places.ts'
import { useShareStrings } from './use-share-strings.ts'

export interface ShareFolderDialogProps {
  isOpen: boolean
  onClose: () => void
  place: PlaceView
  path: string
  onChoose: (path: string) => void
}

/** Which folder of the place. */
export function ShareFolderDialog({ isOpen, onClose, place, path, onChoose }: ShareFolderDialogProps) {
  const strings = useStrings()
  const words = useShareStrings()
  const [at, setAt] = useState(path)
  useOnOpen(isOpen, () => setAt(path))
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={words.chooseFolder}
      footer={
        <>
          <Button onPress={onClose}>{strings.common.cancel}</Button>
          <Button
            tone="primary"
            onPress={() => {
              onChoose(at)
              onClose()
            }}
          >
            {words.useFolder}
          </Button>
        </>
      }
    >
      <FolderPicker
        at={{ placeId: place.id, path: at }}
        name={folderNameOf(placeName(place, strings), at)}
        isHidden={() => false}
        // Above the place there is the list of places, which is behind this dialog.
        onGo={(to) => (to ? setAt(to.path) : onClose())}
      />
    </Dialog>
  )
}
