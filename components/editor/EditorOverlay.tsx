'use client'

import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useCloseWatcher } from '#components/ui/use-close-watcher.ts'
import { useTransfersOfPerson } from '#components/uploads/transfers-context.ts'
import type { BrowserStore } from '#lib/browser/db/browser-store.ts'
import { isUnsaved } from '#lib/browser/text/text-state.ts'
import type { CodeSurface } from './code-surface.ts'
import { EditorBody } from './EditorBody.tsx'
import { EditorHead } from './EditorHead.tsx'
import './editor.css'
import { LeaveDialog } from './LeaveDialog.tsx'
import { SaveConflictDialog } from './SaveConflictDialog.tsx'
import { useEditorStrings } from './use-editor-strings.ts'
import { useTextSession } from './use-text-session.ts'
import { useUnsavedToast } from './use-unsaved-toast.ts'

export interface EditorOverlayProps {
  entryId: string
  placeId: string
  /** Filled by the editor: false, and it asks, while something is unsaved. */
  mayLeave: RefObject<(() => boolean) | null>
  onClose: () => void
  /** What was written goes on in another file. */
  onMoved: (entryId: string) => void
}

/** A text over its folder: the whole screen of a phone, a large sheet of paper elsewhere. */
export function EditorOverlay(props: EditorOverlayProps) {
  // It is known within a moment who is here, and where their drafts lie.
  const store = useTransfersOfPerson()?.store
  return store === undefined ? null : <Editor {...props} store={store} />
}

function Editor({ entryId, placeId, mayLeave, onClose, onMoved, store }: EditorOverlayProps & { store: BrowserStore }) {
  const editor = useEditorStrings()
  const { session, state } = useTextSession(entryId, placeId, store)
  const surface = useRef<CodeSurface | null>(null)
  const [isLeaving, setLeaving] = useState(false)
  const [tabLeaves, setTabLeaves] = useState(false)
  useUnsavedToast(session, entryId, placeId, store.persistent)
  const asks = isLeaving || (state.kind === 'open' && state.theirs !== null)

  useEffect(() => {
    mayLeave.current = () => {
      void session.settle()
      if (!isUnsaved(session.getSnapshot())) return true
      setLeaving(true)
      return false
    }
    return () => {
      mayLeave.current = null
    }
  }, [session, mayLeave])
  const close = () => {
    if (mayLeave.current?.() ?? true) onClose()
  }
  // It is spent by its use, so that a new one is made after each question.
  useCloseWatcher(!asks, close)

  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return
    const isSave = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's'
    if (event.key === 'Escape') close()
    else if (isSave) void session.save()
    else return
    event.preventDefault()
  }
  const name = state.kind === 'open' || state.kind === 'refused' ? state.entry.name : ''
  return (
    <>
      <ModalOverlay
        isOpen
        isKeyboardDismissDisabled
        className="fixed inset-0 z-40 flex h-(--visual-viewport-height) justify-center bg-scrim tablet:p-6"
      >
        <Modal className="flex w-full overflow-hidden bg-surface tablet:max-w-240 tablet:rounded-[18px] tablet:border tablet:border-hair tablet:shadow-float">
          <Dialog aria-label={editor.dialog(name)} className="flex min-w-0 flex-1 flex-col outline-none">
            {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the dialog, whatever in it has focus */}
            <div className="flex min-h-0 flex-1 flex-col" onKeyDown={press}>
              <EditorHead session={session} state={state} onFind={() => surface.current?.find()} onClose={close} />
              <EditorBody
                session={session}
                state={state}
                surface={surface}
                isKept={store.persistent}
                tabLeaves={tabLeaves}
                onTabLeaves={setTabLeaves}
                onMoved={onMoved}
              />
            </div>
          </Dialog>
        </Modal>
      </ModalOverlay>
      <LeaveDialog
        isOpen={isLeaving}
        session={session}
        onStay={() => setLeaving(false)}
        onLeave={() => {
          setLeaving(false)
          onClose()
        }}
      />
      <SaveConflictDialog session={session} state={state} surface={surface} onMoved={onMoved} />
    </>
  )
}
