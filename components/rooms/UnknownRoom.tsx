'use client'

import { DoorOpen, Plus } from 'lucide-react'
import { useState } from 'react'
import { useSession } from '#components/accounts/use-session.ts'
import { PageBody } from '#components/shell/PageBody.tsx'
import { TopBar } from '#components/shell/TopBar.tsx'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { ButtonLink } from '#components/ui/ButtonLink.tsx'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import { CreateRoom } from './lazy-dialogs.tsx'

/** The shape of an id: nobody typed that by hand, so there is nothing to create. */
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** An address without a room: says so, and offers to create it to whoever may. */
export function UnknownRoom({ slug }: { slug: string }) {
  const strings = useStrings()
  const { rooms, common } = strings
  const mayCreate = useSession().data?.may.createRooms ?? false
  const [creates, setCreates] = useState(false)
  const typed = slug !== '' && !ID.test(slug)
  return (
    <>
      <TopBar back="/" />
      <PageBody>
        <EmptyState
          isPage
          icon={DoorOpen}
          action={
            <div className="flex flex-wrap justify-center gap-2.5">
              <ButtonLink href="/">{common.toRooms}</ButtonLink>
              {mayCreate && typed ? (
                <Button tone="primary" icon={Plus} onPress={() => setCreates(true)}>
                  {rooms.createNamed(slug)}
                </Button>
              ) : null}
            </div>
          }
        >
          {typed ? rooms.unknown(slug) : rooms.gone} {rooms.unknownHelp}
        </EmptyState>
        <CreateRoom isOpen={creates} onClose={() => setCreates(false)} initialName={capitalized(slug)} />
      </PageBody>
    </>
  )
}

function capitalized(slug: string): string {
  return slug.slice(0, 1).toLocaleUpperCase() + slug.slice(1)
}
