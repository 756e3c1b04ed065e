'use client'

import { useSession } from '#components/accounts/use-session.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { PageError } from '#components/ui/PageError.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { useSettings } from './use-settings.ts'
import { VaultSettingsForm } from './VaultSettingsForm.tsx'

/** What can be changed about the vault itself. */
export function VaultPanel() {
  const { admin } = useStrings()
  const version = useSession().data?.vault.version
  const settings = useSettings()
  if (settings.isPending) return <SkeletonRows count={2} />
  if (!settings.data) return <PageError error={settings.error} onRetry={() => void settings.refetch()} />
  return (
    <>
      <VaultSettingsForm settings={settings.data} />
      {version === undefined ? null : <p className="text-caption text-ink3">{admin.version(version)}</p>}
    </>
  )
}
