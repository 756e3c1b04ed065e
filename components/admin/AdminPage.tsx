'use client'

import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { lazy, Suspense } from 'react'
import { useSession } from '#components/accounts/use-session.ts'
import { PageBody } from '#components/shell/PageBody.tsx'
import { TopBar } from '#components/shell/TopBar.tsx'
import { useStrings } from '#components/strings/use-strings.ts'
import { PageError } from '#components/ui/PageError.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { Tabs } from '#components/ui/Tabs.tsx'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { PeoplePanel } from './PeoplePanel.tsx'
import { RoomsPanel } from './RoomsPanel.tsx'
import { SessionsPanel } from './SessionsPanel.tsx'
import { VaultPanel } from './VaultPanel.tsx'
import { WayOut } from './WayOut.tsx'

const OverviewPanel = lazy(async () => ({ default: (await import('./overview/OverviewPanel.tsx')).OverviewPanel }))
const DrivesPanel = lazy(async () => ({ default: (await import('./drives/DrivesPanel.tsx')).DrivesPanel }))
const JobsPanel = lazy(async () => ({ default: (await import('./jobs/JobsPanel.tsx')).JobsPanel }))
const ActivityPanel = lazy(async () => ({ default: (await import('./activity/ActivityPanel.tsx')).ActivityPanel }))
const AccessPanel = lazy(async () => ({ default: (await import('./access/AccessPanel.tsx')).AccessPanel }))
const LogPanel = lazy(async () => ({ default: (await import('./log/LogPanel.tsx')).LogPanel }))
const BackupsPanel = lazy(async () => ({ default: (await import('./backups/BackupsPanel.tsx')).BackupsPanel }))
const ShareLinksSection = lazy(async () => ({
  default: (await import('#components/share-links/ShareLinksSection.tsx')).ShareLinksSection,
}))
const ConfigPanel = lazy(async () => ({ default: (await import('./config/ConfigPanel.tsx')).ConfigPanel }))

const TABS = [
  'overview',
  'people',
  'rooms',
  'drives',
  'sessions',
  'links',
  'jobs',
  'activity',
  'access',
  'log',
  'backups',
  'settings',
  'vault',
] as const
type Tab = (typeof TABS)[number]

/** The page of `/admin?tab=`: the household and the vault itself. */
export function AdminPage() {
  const { admin } = useStrings()
  const router = useRouter()
  const pathname = usePathname()
  const asked = useSearchParams().get('tab')
  const tab = TABS.find((known) => known === asked) ?? 'overview'
  const session = useSession()
  const panels: Record<Tab, () => React.ReactNode> = {
    overview: () => <OverviewPanel />,
    people: () => <PeoplePanel />,
    rooms: () => <RoomsPanel />,
    drives: () => <DrivesPanel />,
    sessions: () => <SessionsPanel />,
    links: () => <ShareLinksSection of="everybody" />,
    jobs: () => <JobsPanel />,
    activity: () => <ActivityPanel />,
    access: () => <AccessPanel />,
    log: () => <LogPanel />,
    backups: () => <BackupsPanel />,
    settings: () => <ConfigPanel />,
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
            panel:
              id === tab ? (
                <PageBody className="pt-5">
                  <Suspense fallback={<SkeletonRows count={5} />}>{panels[id]()}</Suspense>
                </PageBody>
              ) : null,
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
