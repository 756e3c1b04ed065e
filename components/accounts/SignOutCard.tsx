'use client'

import { LogOut } from 'lucide-react'
import { useState } from 'react'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { ConfirmDialog } from '#components/ui/ConfirmDialog.tsx'
import { FormError } from '#components/ui/FormError.tsx'
import { useSignOut } from './use-sign-out.ts'
import { useUnfinished } from './use-unfinished.ts'

type Question = 'unfinished' | 'everywhere'

/**
 * The ways out. Asked first: when something is still being sent, and before all devices and programs are signed out.
 */
export function SignOutCard() {
  const { you } = useStrings().accounts
  const unfinished = useUnfinished()
  const { leave, isPending, error } = useSignOut()
  const [asks, setAsks] = useState<Question | null>(null)
  const discardAndLeave = async (everywhere: boolean) => {
    if (unfinished.count > 0) await unfinished.discard()
    await leave(everywhere)
  }
  const quiet = unfinished.count > 0 ? you.finishFirst : you.stay
  return (
    <div className="flex flex-col gap-3">
      <FormError error={error} />
      <div className="flex flex-wrap gap-2.5">
        <Button
          icon={LogOut}
          onPress={() => (unfinished.count > 0 ? setAsks('unfinished') : void leave(false))}
          isPending={isPending}
        >
          {you.signOut}
        </Button>
        <Button tone="danger" onPress={() => setAsks('everywhere')} isDisabled={isPending}>
          {you.signOutEverywhere}
        </Button>
      </div>
      <ConfirmDialog
        isOpen={asks === 'unfinished'}
        onClose={() => setAsks(null)}
        title={you.unfinishedTitle(unfinished.count)}
        verb={you.discard}
        quiet={quiet}
        isPending={isPending}
        onConfirm={() => void discardAndLeave(false)}
      >
        {you.unfinishedHelp}
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asks === 'everywhere'}
        onClose={() => setAsks(null)}
        title={you.everywhereTitle}
        verb={you.signOutEverywhere}
        quiet={quiet}
        isPending={isPending}
        onConfirm={() => void discardAndLeave(true)}
      >
        {you.everywhereHelp} {unfinished.count > 0 ? you.unfinishedLost(unfinished.count) : null}
      </ConfirmDialog>
    </div>
  )
}
