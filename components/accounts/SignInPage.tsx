'use client'

import { ChevronRight, CloudOff, DoorOpen } from 'lucide-react'
import { useRouter, useSearchParams } from 'next/navigation'
import { useEffect, useSyncExternalStore } from 'react'
import { BarePage } from '#components/shell/BarePage.tsx'
import { useStrings } from '#components/strings/use-strings.ts'
import { LinkRow } from '#components/ui/LinkRow.tsx'
import { Notice } from '#components/ui/Notice.tsx'
import { isEndUnsaid } from '#lib/browser/sign-out/unsaid-end.ts'
import { nextPath } from './next-path.ts'
import { SignInForm } from './SignInForm.tsx'
import { useFinishForgetting } from './use-finish-forgetting.ts'
import { useSession } from './use-session.ts'

const never = () => () => {}

/** The page of `/sign-in?next=`. Whoever is signed in already goes on at once. */
export function SignInPage() {
  const strings = useStrings()
  const router = useRouter()
  const next = nextPath(useSearchParams().get('next'))
  const { data: session } = useSession()
  // Looked at again whenever an answer about the session comes: that is when it has been said.
  const unsaid = useSyncExternalStore(
    never,
    () => isEndUnsaid(() => window.localStorage),
    () => false,
  )
  // What the page before still held open.
  useFinishForgetting()
  const setupNeeded = session?.vault.setupNeeded ?? false
  const signedIn = session?.principal.kind === 'account'
  useEffect(() => {
    if (setupNeeded) router.replace('/setup')
    else if (signedIn) router.replace(next)
  }, [setupNeeded, signedIn, next, router])

  const vault = session?.vault.name ?? strings.common.product
  return (
    <BarePage name={vault}>
      {unsaid ? (
        <Notice icon={CloudOff} title={strings.accounts.signIn.outTitle} role="status" className="mt-6">
          {strings.accounts.signIn.outHelp}
        </Notice>
      ) : null}
      <h1 className="pt-10 text-display">{strings.accounts.signIn.title}</h1>
      <SignInForm onEntered={() => leaveFor(next)} />
      <div className="flex-1" />
      <div className="pt-10">
        <div className="overflow-hidden rounded-card border border-hair bg-surface">
          <LinkRow href="/" icon={DoorOpen} trailing={ChevronRight} help={strings.accounts.signIn.asGuestHelp}>
            {strings.accounts.signIn.asGuest}
          </LinkRow>
        </div>
      </div>
    </BarePage>
  )
}

/** The whole page is loaded anew: nothing of who was here before stays in it. Never ends, for the page does. */
function leaveFor(next: string): Promise<void> {
  window.location.assign(next)
  return new Promise(() => {})
}
