'use client'

import { DoorClosed } from 'lucide-react'
import { usePathname, useSearchParams } from 'next/navigation'
import { signInHref } from '#components/accounts/next-path.ts'
import { PageBody } from '#components/shell/PageBody.tsx'
import { TopBar } from '#components/shell/TopBar.tsx'
import { useStrings } from '#components/strings/use-strings.ts'
import { ButtonLink } from '#components/ui/ButtonLink.tsx'
import { EmptyState } from '#components/ui/EmptyState.tsx'

export interface ClosedRoomProps {
  /** Null when even the name is not for whoever asks. */
  name: string | null
  /** Signed in, and still not let in: signing in again would not help. */
  isForbidden?: boolean
}

/** A room for people with an account, or for others than this one. */
export function ClosedRoom({ name, isForbidden = false }: ClosedRoomProps) {
  const strings = useStrings()
  const here = `${usePathname()}?${useSearchParams()}`
  const { rooms } = strings
  return (
    <>
      <TopBar {...(name === null ? {} : { title: name })} back="/" />
      <PageBody>
        <EmptyState
          isPage={name === null}
          icon={DoorClosed}
          action={
            isForbidden ? (
              <ButtonLink href="/">{strings.common.toRooms}</ButtonLink>
            ) : (
              <ButtonLink tone="primary" href={signInHref(here)}>
                {rooms.signIn}
              </ButtonLink>
            )
          }
        >
          {isForbidden ? `${rooms.notForYou(name ?? '')} ${rooms.notForYouHelp}` : rooms.accountsOnly}
        </EmptyState>
      </PageBody>
    </>
  )
}
