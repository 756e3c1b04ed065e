'use client'

import { MonitorSmartphone } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { deviceName } from '#components/accounts/device-name.ts'
import { SessionItem } from '#components/accounts/SessionItem.tsx'
import { useAction } from '#components/shell/use-action.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Card } from '#components/ui/Card.tsx'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import { PageError } from '#components/ui/PageError.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { useToaster } from '#components/ui/Toaster.tsx'
import { peopleRoutes, type SessionRow } from '#lib/contracts/http/people.ts'
import { SESSIONS_KEY, useSessions } from './use-sessions.ts'

const TokensSection = lazy(async () => ({ default: (await import('./tokens/TokensSection.tsx')).TokensSection }))

/** Who is signed in where; any of it can be ended. And the tokens of machines. */
export function SessionsPanel() {
  const strings = useStrings()
  const { admin } = strings
  const { show } = useToaster()
  const sessions = useSessions()
  const end = useAction({
    call: (api, session: SessionRow) => api.call(peopleRoutes.endSession, { params: { session: session.id } }),
    changes: [SESSIONS_KEY],
    onDone: (_, session) => show({ message: admin.sessionEnded(session.accountName) }),
    onFail: (error) => show({ message: strings.errors.explain(error).sentence }),
  })
  if (sessions.isError && !sessions.data) {
    return <PageError error={sessions.error} onRetry={() => void sessions.refetch()} />
  }
  return (
    <>
      <p className="text-label font-normal text-ink3">{sessions.data ? admin.sessions(sessions.data.length) : ' '}</p>
      <Card kind="rows">
        {sessions.isPending ? <SkeletonRows count={4} rowClassName="h-16 px-4" /> : null}
        {sessions.data?.length === 0 ? <EmptyState icon={MonitorSmartphone}>{admin.noSessions}</EmptyState> : null}
        {sessions.data?.map((session) => (
          <SessionItem
            key={session.id}
            session={session}
            person={session.accountName}
            {...(session.current
              ? {}
              : {
                  end: {
                    label: admin.end,
                    name: admin.endSession(deviceName(session.label) ?? session.address, session.accountName),
                    run: () => end.run(session),
                  },
                })}
          />
        ))}
      </Card>
      <Suspense fallback={<SkeletonRows count={2} />}>
        <TokensSection />
      </Suspense>
    </>
  )
}
