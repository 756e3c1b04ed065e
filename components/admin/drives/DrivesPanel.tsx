'use client'

import { HardDrive, Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/Button.tsx'
import { Card } from '#components/ui/Card.tsx'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import { PageError } from '#components/ui/PageError.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import type { DriveView } from '#lib/contracts/http/drives.ts'
import { useCareStrings } from '../use-care-strings.ts'
import { AddDriveDialog } from './AddDriveDialog.tsx'
import { ChangeDriveDialog } from './ChangeDriveDialog.tsx'
import { DriveRow } from './DriveRow.tsx'
import { RemoveDriveDialog } from './RemoveDriveDialog.tsx'
import { useDrives } from './use-drives.ts'

type Task = { kind: 'change' | 'remove'; drive: DriveView }

/** All drives: whether each is there, who looks into it, and how far it is known. */
export function DrivesPanel() {
  const words = useCareStrings().drives
  const drives = useDrives()
  const [isAdding, setAdding] = useState(false)
  const [task, setTask] = useState<Task | null>(null)
  const [isOpen, setOpen] = useState(false)
  const begin = (next: Task) => {
    setTask(next)
    setOpen(true)
  }
  const close = () => setOpen(false)
  return (
    <>
      <p className="text-body text-ink2">{words.intro}</p>
      <Button size="bar" icon={Plus} onPress={() => setAdding(true)} className="self-start">
        {words.add}
      </Button>
      {drives.isError && !drives.data ? (
        <PageError error={drives.error} onRetry={() => void drives.refetch()} />
      ) : (
        <Card kind="rows">
          {drives.isPending ? <SkeletonRows count={2} rowClassName="h-16 px-4" /> : null}
          {drives.data?.length === 0 ? <EmptyState icon={HardDrive}>{words.empty}</EmptyState> : null}
          {drives.data?.map((drive) => (
            <DriveRow
              key={drive.id}
              drive={drive}
              onChange={() => begin({ kind: 'change', drive })}
              onRemove={() => begin({ kind: 'remove', drive })}
            />
          ))}
        </Card>
      )}
      <AddDriveDialog isOpen={isAdding} onClose={() => setAdding(false)} />
      {task?.kind === 'change' ? <ChangeDriveDialog drive={task.drive} isOpen={isOpen} onClose={close} /> : null}
      {task?.kind === 'remove' ? <RemoveDriveDialog drive={task.drive} isOpen={isOpen} onClose={close} /> : null}
    </>
  )
}
