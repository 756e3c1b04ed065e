'use client'

import { useState } from 'react'
import { Button } from '#components/ui/Button.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import type { TextSession } from '#lib/browser/text/text-session.ts'
import { isUnsaved } from '#lib/browser/text/text-state.ts'
import { useEditorStrings } from './use-editor-strings.ts'

export interface LeaveDialogProps {
  isOpen: boolean
  session: TextSession
  onStay: () => void
  onLeave: () => void
}

/** Something is unsaved, and the person is about to leave. */
export function LeaveDialog({ isOpen, session, onStay, onLeave }: LeaveDialogProps) {
  const editor = useEditorStrings()
  const { leave } = editor
  const [isSaving, setSaving] = useState(false)
  const save = async () => {
    setSaving(true)
    await session.save()
    setSaving(false)
    // What stands in the way of the save is told by the editor.
    if (isUnsaved(session.getSnapshot())) onStay()
    else onLeave()
  }
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onStay}
      role="alertdialog"
      title={leave.title}
      footer={
        <>
          <Button onPress={onStay}>{leave.stay}</Button>
          <Button tone="danger" onPress={() => void session.discard().then(onLeave)}>
            {leave.discard}
          </Button>
          <Button tone="primary" isPending={isSaving} onPress={() => void save()}>
            {isSaving ? editor.saving : leave.save}
          </Button>
        </>
      }
    >
      {leave.text}
    </Dialog>
  )
}
