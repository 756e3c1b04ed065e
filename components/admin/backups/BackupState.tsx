'use client'

import { DatabaseBackup } from 'lucide-react'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Card } from '#components/ui/Card.tsx'
import { FormError } from '#components/ui/FormError.tsx'
import { useNow } from '#components/ui/use-now.ts'
import type { BackupsView } from '#lib/contracts/http/backups.ts'
import { isErrorCode } from '#lib/core/errors/is-error-code.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { NamedFiles } from './NamedFiles.tsx'
import { RunningTask } from './RunningTask.tsx'
import { useBackupTask } from './use-backup-change.ts'

/** Last and next backup, one that runs, and "Back up now". */
export function BackupState({ view }: { view: BackupsView }) {
  const { backups } = useStrings()
  const format = useFormat()
  const now = useNow()
  const { run, cancel } = useBackupTask('backup')
  const { last, running, nextAt } = view
  const newest = view.snapshots?.[0]
  const failure = last?.outcome === 'failed' && isErrorCode(last.code) ? new VaultError(last.code) : null
  return (
    <Card className="flex flex-col gap-3.5">
      {running ? (
        <RunningTask
          label={view.resting ? backups.resting : backups.running}
          {...running}
          isResting={view.resting}
          cancel={{ label: backups.cancel, run: () => cancel.run(), isPending: cancel.isPending }}
        />
      ) : (
        <div className="flex flex-wrap items-center gap-3.5">
          <div className="min-w-48 flex-1">
            <p className="text-body font-medium">
              {newest ? backups.lastAt(format.when(newest.madeAt, now)) : backups.never}
            </p>
            <p className="text-caption text-ink3 tabular">
              {nextAt === null ? backups.notScheduled : backups.nextAt(format.when(nextAt, now))}
            </p>
            {newest ? (
              <p className="text-caption text-ink3 tabular">
                {backups.lastDone(newest.files, newest.sizeBytes, newest.newBytes)}
              </p>
            ) : null}
            {view.storedBytes === null ? null : (
              <p className="text-caption text-ink3 tabular">{backups.stored(view.storedBytes)}</p>
            )}
            {last?.outcome === 'cancelled' ? <p className="text-caption text-ink3">{backups.cancelled}</p> : null}
          </div>
          <Button
            icon={DatabaseBackup}
            tone="primary"
            onPress={() => run.run()}
            isPending={run.isPending}
            isDisabled={view.settings.folder === null}
          >
            {backups.now}
          </Button>
        </div>
      )}
      <FormError error={run.error ?? cancel.error ?? (view.warning === 'failed' ? failure : null)} />
      {last && last.missingCount > 0 ? (
        <NamedFiles
          title={backups.left(last.missingCount)}
          files={last.missing.map(({ path, reason }) => ({ key: path, path, note: backups.reason(reason) }))}
          more={last.missingCount > last.missing.length ? backups.more(last.missingCount - last.missing.length) : null}
        />
      ) : null}
    </Card>
  )
}
