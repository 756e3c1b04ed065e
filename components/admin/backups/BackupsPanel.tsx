'use client'

import { TriangleAlert } from 'lucide-react'
import { useStrings } from '#components/strings/use-strings.ts'
import { Notice } from '#components/ui/Notice.tsx'
import { PageError } from '#components/ui/PageError.tsx'
import { Section } from '#components/ui/Section.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { BackupSettingsForm } from './BackupSettingsForm.tsx'
import { BackupState } from './BackupState.tsx'
import { CheckState } from './CheckState.tsx'
import { SnapshotList } from './SnapshotList.tsx'
import { useBackups } from './use-backups.ts'

/** Backups: how they stand, where and when, what is there; and the check of all files. */
export function BackupsPanel() {
  const { backups } = useStrings()
  const query = useBackups()
  if (query.isPending) return <SkeletonRows count={4} />
  if (!query.data) return <PageError error={query.error} onRetry={() => void query.refetch()} />
  const view = query.data
  const [sentence, advice] = view.warning === null ? [] : backups.warning(view.warning)
  return (
    <>
      {sentence === undefined ? null : (
        <Notice tone={view.warning === 'stale' ? 'amber' : 'red'} icon={TriangleAlert} title={sentence}>
          {advice}
        </Notice>
      )}
      <p className="text-body text-ink2">{view.settings.folder === null ? backups.none : backups.intro}</p>
      <BackupState view={view} />
      <Section title={backups.settings}>
        <BackupSettingsForm settings={view.settings} />
      </Section>
      {view.snapshots && view.snapshots.length > 0 ? (
        <Section title={backups.snapshots}>
          <SnapshotList snapshots={view.snapshots} />
        </Section>
      ) : null}
      <Section title={backups.check}>
        <CheckState view={view} />
      </Section>
    </>
  )
}
