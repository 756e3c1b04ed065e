'use client'

import type { Action } from '#components/shell/use-action.ts'
import { useAction } from '#components/shell/use-action.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { useToaster } from '#components/ui/Toaster.tsx'
import { type BackupSettings, type BackupTask, backupRoutes } from '#lib/contracts/http/backups.ts'
import { BACKUPS_KEY } from './use-backups.ts'

export function useBackupSettings(): Action<Partial<BackupSettings>> {
  const { common } = useStrings()
  const { show } = useToaster()
  return useAction({
    call: (api, body: Partial<BackupSettings>) => api.call(backupRoutes.change, { body }),
    changes: [BACKUPS_KEY],
    onDone: () => show({ message: common.saved }),
  })
}

/** Begins and ends a backup or a check. */
export function useBackupTask(task: BackupTask): { run: Action<void>; cancel: Action<void> } {
  const run = useAction({
    call: (api) => api.call(backupRoutes.run, { body: { task } }),
    changes: [BACKUPS_KEY],
  })
  const cancel = useAction({
    call: (api) => api.call(backupRoutes.cancel, { body: { task } }),
    changes: [BACKUPS_KEY],
  })
  return { run, cancel }
}
