'use client'

import { useQuery } from '@tanstack/react-query'
import { ShieldUser } from 'lucide-react'
import { useState } from 'react'
import { useApi } from '#components/shell/api-context.ts'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Card } from '#components/ui/Card.tsx'
import { Icon } from '#components/ui/Icon.tsx'
import { PageError } from '#components/ui/PageError.tsx'
import { Section } from '#components/ui/Section.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { useNow } from '#components/ui/use-now.ts'
import { peopleRoutes } from '#lib/contracts/http/people.ts'

const SHOWN_AT_FIRST = 3

/** When an admin looked into the own private room. It is said also when nobody did. */
export function OpeningsCard() {
  const strings = useStrings()
  const { you } = strings.accounts
  const format = useFormat()
  const now = useNow()
  const api = useApi()
  const [showsAll, setShowsAll] = useState(false)
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['my-openings'],
    queryFn: ({ signal }) => api.call(peopleRoutes.myOpenings, { signal }),
  })
  const openings = data?.openings ?? []
  const shown = showsAll ? openings : openings.slice(0, SHOWN_AT_FIRST)
  return (
    <Section
      title={you.openingsTitle}
      action={
        shown.length < openings.length ? (
          <Button size="bar" tone="text" onPress={() => setShowsAll(true)}>
            {you.showAll(openings.length)}
          </Button>
        ) : null
      }
    >
      {isPending ? <SkeletonRows count={1} rowClassName="h-14 px-4" /> : null}
      {error && !data ? <PageError error={error} onRetry={() => void refetch()} /> : null}
      {data && openings.length === 0 ? <p className="text-body text-ink2">{you.openingsNone}</p> : null}
      {shown.length > 0 ? (
        <Card kind="rows">
          {shown.map(({ at, byName }) => (
            <div key={`${at} ${byName}`} className="flex min-h-14 items-center gap-3.5 px-4 py-2.5">
              <Icon of={ShieldUser} size={22} className="text-ink2" />
              <p className="min-w-0 flex-1 text-body">{you.openedBy(byName)}</p>
              <time dateTime={new Date(at).toISOString()} className="shrink-0 text-caption text-ink3 tabular">
                {format.when(at, now)}
              </time>
            </div>
          ))}
        </Card>
      ) : null}
    </Section>
  )
}
