'use client'

import { lazy, Suspense } from 'react'
import { PageBody } from '#components/shell/PageBody.tsx'
import { TopBar } from '#components/shell/TopBar.tsx'
import { useStrings } from '#components/strings/use-strings.ts'
import { PageError } from '#components/ui/PageError.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import type { PlaceView } from '#lib/contracts/http/places.ts'
import { DeleteRoomSection } from './DeleteRoomSection.tsx'
import { placeHref, placeSettingsHref } from './place-href.ts'
import { ReadOnlySection } from './ReadOnlySection.tsx'
import { RoomSettingsForm } from './RoomSettingsForm.tsx'
import { useRoomSettings } from './use-room-settings.ts'

const ViewersShareSection = lazy(async () => ({
  default: (await import('#components/share-links/ViewersShareSection.tsx')).ViewersShareSection,
}))

/** The page of `/place/settings?id=`: what a room is called, who enters, what may be done in it, and its end. */
export function RoomSettingsPage({ place }: { place: PlaceView }) {
  const strings = useStrings()
  const settings = useRoomSettings(place.id)
  return (
    <>
      <TopBar
        title={strings.rooms.settings}
        caption={place.name}
        back={placeHref(place.id)}
        crumbs={[
          { id: 'place', label: place.name, href: placeHref(place.id) },
          { id: 'settings', label: strings.rooms.settings, href: placeSettingsHref(place.id) },
        ]}
      />
      <PageBody className="gap-8">
        {settings.isPending ? <SkeletonRows count={6} /> : null}
        {settings.isError && !settings.data ? (
          <PageError error={settings.error} onRetry={() => void settings.refetch()} />
        ) : null}
        {settings.data ? (
          <>
            <RoomSettingsForm place={place} settings={settings.data} />
            <ReadOnlySection place={place} readOnly={settings.data.readOnly} />
            <Suspense>
              <ViewersShareSection placeId={place.id} viewersShare={settings.data.viewersShare} />
            </Suspense>
            <DeleteRoomSection place={place} />
          </>
        ) : null}
      </PageBody>
    </>
  )
}
