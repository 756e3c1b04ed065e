'use client'

import { useAction } from '#components/shell/use-action.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Card } from '#components/ui/Card.tsx'
import { PageError } from '#components/ui/PageError.tsx'
import { Section } from '#components/ui/Section.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { useToaster } from '#components/ui/Toaster.tsx'
import { peopleRoutes } from '#lib/contracts/http/people.ts'
import { deviceName } from './device-name.ts'
import { SessionItem } from './SessionItem.tsx'
import { MY_SESSIONS_KEY, useMySessions } from './use-my-sessions.ts'

/** Where one is signed in, and ways to end that. */
export function SessionsCard() {
  const strings = useStrings()
  const { you } = strings.accounts
  const { show } = useToaster()
  const sessions = useMySessions()
  const fail = (error: unknown) => show({ message: strings.errors.explain(error).sentence })
  const endOne = useAction({
    call: (api, session: string) => api.call(peopleRoutes.endMySession, { params: { session } }),
    changes: [MY_SESSIONS_KEY],
    onDone: () => show({ message: you.sessionEnded }),
    onFail: fail,
  })
  const endOthers = useAction({
    call: (api) => api.call(peopleRoutes.endMySessions, { query: { keep: 'current' } }),
    changes: [MY_SESSIONS_KEY],
    onDone: ({ ended }) => show({ message: you.othersEnded(ended) }),
    onFail: fail,
  })
  const hasOthers = sessions.data?.some((session) => !session.current) ?? false
  return (
    <Section
      title={you.sessionsTitle}
      action={
        hasOthers ? (
          <Button size="bar" tone="text" onPress={() => endOthers.run(undefined)} isPending={endOthers.isPending}>
            {you.signOutOthers}
          </Button>
        ) : null
      }
    >
      {sessions.isError ? (
        <PageError error={sessions.error} onRetry={() => void sessions.refetch()} />
      ) : (
        <Card kind="rows">
          {sessions.isPending ? <SkeletonRows count={2} rowClassName="h-16 px-4" /> : null}
          {sessions.data?.map((session) => (
            <SessionItem
              key={session.id}
              session={session}
              {...(session.current
                ? {}
                : {
                    end: {
                      label: you.signOut,
                      name: you.endSession(deviceName(session.label) ?? you[session.kind]),
                      run: () => endOne.run(session.id),
                    },
                  })}
            />
          ))}
        </Card>
      )}
    </Section>
  )
}
