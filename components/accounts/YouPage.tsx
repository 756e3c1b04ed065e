'use client'

import { ChevronRight, LogIn, Stethoscope } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { PageBody } from '#components/shell/PageBody.tsx'
import { TopBar } from '#components/shell/TopBar.tsx'
import { useStrings } from '#components/strings/use-strings.ts'
import { ButtonLink } from '#components/ui/ButtonLink.tsx'
import { Card } from '#components/ui/Card.tsx'
import { LinkRow } from '#components/ui/LinkRow.tsx'
import { PageError } from '#components/ui/PageError.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { AccountHead } from './AccountHead.tsx'
import { OpeningsCard } from './OpeningsCard.tsx'
import { PasswordCard } from './PasswordCard.tsx'
import { SessionsCard } from './SessionsCard.tsx'
import { SignOutCard } from './SignOutCard.tsx'
import { ThemeCard } from './ThemeCard.tsx'
import { useSession } from './use-session.ts'

const InstallCard = lazy(async () => ({ default: (await import('#components/install/InstallCard.tsx')).InstallCard }))
const LimitsCard = lazy(async () => ({ default: (await import('#components/uploads/LimitsCard.tsx')).LimitsCard }))
const ShareLinksSection = lazy(async () => ({
  default: (await import('#components/share-links/ShareLinksSection.tsx')).ShareLinksSection,
}))
const VaultQr = lazy(async () => ({ default: (await import('#components/share-links/VaultQr.tsx')).VaultQr }))
const UsageCard = lazy(async () => ({ default: (await import('#components/usage/UsageCard.tsx')).UsageCard }))

/** The page of `/you`: the own account, its password and sessions, and how this browser looks. */
export function YouPage() {
  const strings = useStrings()
  const session = useSession()
  const principal = session.data?.principal
  return (
    <>
      <TopBar title={strings.accounts.you.title} />
      <PageBody>
        {session.isPending ? <SkeletonRows count={3} /> : null}
        {session.isError ? <PageError error={session.error} onRetry={() => void session.refetch()} /> : null}
        {principal?.kind === 'account' ? <AccountHead account={principal} /> : null}
        {principal && principal.kind !== 'account' ? (
          <div className="flex flex-col items-start gap-3">
            <h2 className="text-title">{strings.accounts.you.guestTitle}</h2>
            <p className="text-body text-ink2">{strings.accounts.you.guestHelp}</p>
            <ButtonLink href="/sign-in" tone="primary" icon={LogIn}>
              {strings.common.nav.signIn}
            </ButtonLink>
          </div>
        ) : null}
        {principal?.kind === 'account' ? (
          <Suspense>
            <UsageCard />
            <ShareLinksSection of="me" />
          </Suspense>
        ) : null}
        <ThemeCard />
        <Suspense>
          <LimitsCard />
          <InstallCard />
          {principal?.kind === 'account' ? <VaultQr /> : null}
        </Suspense>
        <Card kind="rows">
          <LinkRow href="/self-test" icon={Stethoscope} trailing={ChevronRight} help={strings.common.selfTestHelp}>
            {strings.common.selfTest}
          </LinkRow>
        </Card>
        {principal?.kind === 'account' ? (
          <>
            <PasswordCard />
            <SessionsCard />
            <OpeningsCard />
            <SignOutCard />
          </>
        ) : null}
      </PageBody>
    </>
  )
}
