'use client'

import { ShieldCheck } from 'lucide-react'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Card } from '#components/ui/Card.tsx'
import { FormError } from '#components/ui/FormError.tsx'
import { StateLine } from '#components/ui/StateLine.tsx'
import { Switch } from '#components/ui/Switch.tsx'
import { useNow } from '#components/ui/use-now.ts'
import type { BackupsView } from '#lib/contracts/http/backups.ts'
import { NamedFiles } from './NamedFiles.tsx'
import { RunningTask } from './RunningTask.tsx'
import { useBackupSettings, useBackupTask } from './use-backup-change.ts'

/** The integrity check: what it found, when it runs, and by hand. */
export function CheckState({ view }: { view: BackupsView }) {
  const { backups } = useStrings()
  const { run, cancel } = useBackupTask('check')
  const change = useBackupSettings()
  const { last, running } = view.check
  return (
    <Card className="flex flex-col gap-3.5">
      <p className="text-body text-ink2">{backups.checkIntro}</p>
      {running ? (
        <RunningTask
          label={view.resting ? backups.checkResting : backups.checking}
          {...running}
          isResting={view.resting}
          cancel={{ label: backups.cancelCheck, run: () => cancel.run(), isPending: cancel.isPending }}
        />
      ) : (
        <div className="flex flex-wrap items-center justify-between gap-3.5">
          <LastCheck last={last} />
          <Button icon={ShieldCheck} onPress={() => run.run()} isPending={run.isPending}>
            {backups.checkNow}
          </Button>
        </div>
      )}
      {last && last.damagedCount > 0 ? (
        <>
          <NamedFiles
            title={backups.damaged(last.damagedCount)}
            files={last.damaged.map(({ place, path, part, sha256 }) => ({
              key: `${place}/${path}/${sha256}`,
              path: `${place}/${path}`,
              note: [backups.partNames[part], sha256].filter((text) => text !== '').join(', '),
            }))}
            more={
              last.damagedCount > last.damaged.length ? backups.more(last.damagedCount - last.damaged.length) : null
            }
          />
          <p className="text-caption text-ink3">{backups.damagedHelp}</p>
        </>
      ) : null}
      <Switch
        isSelected={view.settings.check === 'week'}
        onChange={(isOn) => change.run({ check: isOn ? 'week' : 'off' })}
        isDisabled={change.isPending}
      >
        {backups.checkEvery}
      </Switch>
      <FormError error={run.error ?? cancel.error ?? change.error} />
    </Card>
  )
}

function LastCheck({ last }: { last: BackupsView['check']['last'] }) {
  const { backups } = useStrings()
  const format = useFormat()
  const now = useNow()
  if (last === null) return <p className="text-caption text-ink3">{backups.neverChecked}</p>
  if (last.finishedAt === null) {
    return <p className="text-caption text-ink3">{backups.checkStopped(format.when(last.startedAt, now))}</p>
  }
  return (
    <div className="min-w-48 flex-1">
      <p className="text-caption text-ink3 tabular">
        {backups.checked(format.when(last.finishedAt, now), last.files, last.sizeBytes)}
      </p>
      {last.damagedCount === 0 ? (
        <StateLine icon={ShieldCheck} tone="green">
          {backups.allWhole}
        </StateLine>
      ) : null}
    </div>
  )
}
