'use client'

import { usePathname } from 'next/navigation'
import { signInHref } from '#components/accounts/next-path.ts'
import { useAccount } from '#components/accounts/use-session.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { ButtonLink } from '#components/ui/ButtonLink.tsx'

/** For somebody this page is not for: to sign in, or back to the rooms. */
export function WayOut() {
  const { nav, toRooms } = useStrings().common
  const here = usePathname()
  return useAccount() ? (
    <ButtonLink href="/">{toRooms}</ButtonLink>
  ) : (
    <ButtonLink href={signInHref(here)} tone="primary">
      {nav.signIn}
    </ButtonLink>
  )
}
