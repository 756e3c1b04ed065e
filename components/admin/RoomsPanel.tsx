'use client'

import { DoorOpen, Plus } from 'lucide-react'
import { useState } from 'react'
import { CreateRoom } from '#components/rooms/lazy-dialogs.tsx'
import { usePlaces } from '#components/rooms/use-places.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Card } from '#components/ui/Card.tsx'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import { PageError } from '#components/ui/PageError.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { RoomAdminRow } from './RoomAdminRow.tsx'

/** All rooms with their doors. */
export function RoomsPanel() {
  const { rooms } = useStrings()
  const places = usePlaces()
  const [creates, setCreates] = useState(false)
  return (
    <>
      <Button size="bar" icon={Plus} onPress={() => setCreates(true)} className="self-start">
        {rooms.create}
      </Button>
      {places.isError && !places.data ? (
        <PageError error={places.error} onRetry={() => void places.refetch()} />
      ) : (
        <Card kind="rows">
          {places.isPending ? <SkeletonRows count={4} rowClassName="h-16 px-4" /> : null}
          {places.data?.rooms.length === 0 ? <EmptyState icon={DoorOpen}>{rooms.none}</EmptyState> : null}
          {places.data?.rooms.map((place) => (
            <RoomAdminRow key={place.id} place={place} />
          ))}
        </Card>
      )}
      <CreateRoom isOpen={creates} onClose={() => setCreates(false)} />
    </>
  )
}
