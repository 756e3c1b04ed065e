'use client'

import { DoorOpen, LogIn, Plus, Search } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useSession } from '#components/accounts/use-session.ts'
import { useOpenPalette } from '#components/palette/palette-context.ts'
import { PageBody } from '#components/shell/PageBody.tsx'
import { TopBar } from '#components/shell/TopBar.tsx'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { ButtonLink } from '#components/ui/ButtonLink.tsx'
import { Card } from '#components/ui/Card.tsx'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import { IconButton } from '#components/ui/IconButton.tsx'
import { PageError } from '#components/ui/PageError.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { AddSomewhere } from './AddSomewhere.tsx'
import { CreateRoom } from './lazy-dialogs.tsx'
import { RoomList } from './RoomList.tsx'
import { usePlaces } from './use-places.ts'

const HomeShelves = lazy(async () => ({ default: (await import('#components/watching/HomeShelves.tsx')).HomeShelves }))
const InboxHint = lazy(async () => ({ default: (await import('#components/share/InboxHint.tsx')).InboxHint }))

/** The page of `/`: every place that is shown to whoever is here. */
export function RoomsPage() {
  const strings = useStrings()
  const session = useSession()
  const places = usePlaces()
  const openPalette = useOpenPalette()
  const [creates, setCreates] = useState(false)
  const mayCreate = session.data?.may.createRooms ?? false
  const signedIn = session.data?.principal.kind === 'account'
  const isEmpty = places.data && Object.values(places.data).every((group) => group.length === 0)
  const create = (
    <Button size="bar" icon={Plus} onPress={() => setCreates(true)}>
      {strings.rooms.create}
    </Button>
  )
  const signIn = (
    <ButtonLink size="bar" href="/sign-in" icon={LogIn}>
      {strings.common.nav.signIn}
    </ButtonLink>
  )
  return (
    <>
      <TopBar
        title={strings.rooms.title}
        actions={
          <>
            <IconButton icon={Search} label={strings.palette.open} onPress={openPalette} className="desktop:hidden" />
            {mayCreate ? create : session.data && !signedIn && !isEmpty ? signIn : null}
          </>
        }
      />
      <PageBody>
        <Suspense>
          <InboxHint />
        </Suspense>
        {places.isPending ? (
          <Card kind="rows">
            <SkeletonRows count={5} rowClassName="h-16 px-4" tileClassName="size-11" />
          </Card>
        ) : null}
        {places.isError && !places.data ? (
          <PageError error={places.error} onRetry={() => void places.refetch()} />
        ) : null}
        {isEmpty ? (
          <Card className="p-0">
            <EmptyState
              icon={DoorOpen}
              action={
                mayCreate ? (
                  <Button tone="primary" onPress={() => setCreates(true)}>
                    {strings.rooms.create}
                  </Button>
                ) : signedIn ? null : (
                  <ButtonLink href="/sign-in" tone="primary">
                    {strings.common.nav.signIn}
                  </ButtonLink>
                )
              }
            >
              {mayCreate ? strings.rooms.none : strings.rooms.noneForYou}
            </EmptyState>
          </Card>
        ) : null}
        {places.data && !isEmpty ? (
          <>
            <RoomList groups={places.data} />
            <Suspense>
              <HomeShelves groups={places.data} />
            </Suspense>
          </>
        ) : null}
      </PageBody>
      {places.data ? <AddSomewhere groups={places.data} /> : null}
      <CreateRoom isOpen={creates} onClose={() => setCreates(false)} />
    </>
  )
}
