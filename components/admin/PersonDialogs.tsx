'use client'

import { useState } from 'react'
import type { AccountView } from '#lib/contracts/http/people.ts'
import { DeletePersonDialog } from './DeletePersonDialog.tsx'
import { OpenFilesDialog } from './OpenFilesDialog.tsx'
import type { PersonTask } from './person-task.ts'
import { RenamePersonDialog } from './RenamePersonDialog.tsx'
import { ResetPasswordDialog } from './ResetPasswordDialog.tsx'

export interface PersonDialogsProps {
  task: PersonTask | null
  /** Everybody, for handing files on. */
  others: readonly AccountView[]
  onClose: () => void
}

/** The dialogs of a person's menu; the last task stays drawn while its dialog fades away. */
export function PersonDialogs({ task, others, onClose }: PersonDialogsProps) {
  const [last, setLast] = useState<PersonTask | null>(task)
  if (task !== null && task !== last) setLast(task)
  if (last === null) return null
  const { account } = last
  const isOpen = (kind: PersonTask['kind']) => task?.kind === kind
  return (
    <>
      <RenamePersonDialog account={account} isOpen={isOpen('rename')} onClose={onClose} />
      <ResetPasswordDialog account={account} isOpen={isOpen('reset-password')} onClose={onClose} />
      <OpenFilesDialog account={account} isOpen={isOpen('open-files')} onClose={onClose} />
      <DeletePersonDialog
        account={account}
        others={others.filter((other) => other.id !== account.id)}
        isOpen={isOpen('delete')}
        onClose={onClose}
      />
    </>
  )
}
