'use client'

import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useSession } from '#components/accounts/use-session.ts'
import { PageBody } from '#components/shell/PageBody.tsx'
import { TopBar } from '#components/shell/TopBar.tsx'
import { useStrings } from '#components/strings/use-strings.ts'
import { PageError } from '#components/ui/PageError.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { Tabs } from '#components/ui/Tabs.tsx'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { BackupsPanel } from './backups/BackupsPanel.tsx'
import { PeoplePanel } from './PeoplePanel.tsx'
import { RoomsPanel } from './RoomsPanel.tsx'
import { SessionsPanel } from './SessionsPanel.tsx'
import { VaultPanel } from './VaultPanel.tsx'
import { WayOut } from './WayOut.tsx'

const TABS = ['people', 'rooms', 'sessions', 'backups', 'vault'] as const
type Tab = (typeof TABS)[number]

/** The page of `/admin?tab=`: people, rooms, sessions, backups and the vault itself. */
export function AdminPage() {
  const { admin } = useStrings()
  const router = useRouter()
  const pathname = usePathname()
  const asked = useSearchParams().get('tab')
  const tab = TABS.find((known) => known === asked) ?? 'people'
  const session = useSession()
  const panels: Record<Tab, () => React.ReactNode> = {
    people: () => <PeoplePanel />,
    rooms: () => <RoomsPanel />,
    sessions: () => <SessionsPanel />,
    backups: () => <BackupsPanel />,
    vault: () => <VaultPanel />,
  }
  return (
    <>
      <TopBar title={admin.title} />
      {session.isPending ? (
        <PageBody>
          <SkeletonRows count={5} />
        </PageBody>
      ) : session.data?.may.administer ? (
        <Tabs
          label={admin.title}
          value={tab}
          onChange={(next) => router.replace(`${pathname}?tab=${next}`)}
          className="min-h-0 flex-1"
          listClassName="px-4 tablet:px-6"
          tabs={TABS.map((id) => ({
            id,
            label: admin.tabs[id],
            panel: id === tab ? <PageBody className="pt-5">{panels[id]()}</PageBody> : null,
          }))}
        />
      ) : (
        <PageError
          error={
            session.error ?? new VaultError(session.data?.principal.kind === 'account' ? 'forbidden' : 'not_signed_in')
          }
          {...(session.error ? { onRetry: () => void session.refetch() } : { action: <WayOut /> })}
        />
      )}
    </>
  )
}
