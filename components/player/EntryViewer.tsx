'use client'

import { useEffect } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useApi } from '#components/shell/api-context.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { watchingRoutes } from '#lib/contracts/http/watching.ts'
import { MediaPlayer } from './MediaPlayer.tsx'
import { NoPreview } from './NoPreview.tsx'
import { PictureStage } from './PictureStage.tsx'
import './stage.css'
import { TextStage } from './TextStage.tsx'
import { ViewerHead } from './ViewerHead.tsx'
import type { EntryViewerProps } from './viewer-props.ts'

/** Who only turns the pages has opened none of them. */
const OPENED_AFTER_MS = 1_500

/** One file over the folder: picture, film, sound or text, and the way to its neighbours. Esc and Back close it. */
export function EntryViewer(props: EntryViewerProps) {
  const { entry, previous, next, onShow, onClose } = props
  const strings = useStrings().player
  const isMedia = entry.type === 'film' || entry.type === 'sound'

  const api = useApi()
  useEffect(() => {
    const opened = setTimeout(() => {
      // Without the vault nobody remembers it.
      void api.call(watchingRoutes.opened, { params: { entry: entry.id } }).catch(() => undefined)
    }, OPENED_AFTER_MS)
    return () => clearTimeout(opened)
  }, [api, entry.id])

  useEffect(() => {
    // In a film the arrows seek; there the neighbours have their buttons.
    if (isMedia) return
    const turn = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return
      if (event.key === 'ArrowLeft' && previous !== null) onShow(previous.id)
      else if (event.key === 'ArrowRight' && next !== null) onShow(next.id)
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', turn)
    return () => document.removeEventListener('keydown', turn)
  }, [isMedia, previous, next, onShow])

  return (
    <ModalOverlay isOpen onOpenChange={(open) => !open && onClose()} className="fixed inset-0 z-50">
      <Modal className="stage h-full w-full">
        <Dialog aria-label={strings.preview(entry.name)} className="flex h-full flex-col outline-none">
          <ViewerHead {...props} />
          <div className="relative flex min-h-0 flex-1 items-center justify-center">
            <Stage key={entry.id} {...props} />
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function Stage({ entry, queue, onShow }: EntryViewerProps) {
  switch (entry.type) {
    case 'photo':
      return <PictureStage entry={entry} />
    case 'film':
    case 'sound':
      return <MediaPlayer entry={entry} queue={queue} onShow={onShow} />
    case 'text':
      return <TextStage entry={entry} />
    default:
      return <NoPreview entry={entry} />
  }
}
