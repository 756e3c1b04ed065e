'use client'

import { LogOut } from 'lucide-react'
import { useState } from 'react'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { ConfirmDialog } from '#components/ui/ConfirmDialog.tsx'
import { FormError } from '#components/ui/FormError.tsx'
import { useSignOut } from './use-sign-out.ts'

/** The ways out: of this device at once, of all after asking, for programs stop working too. */
export function SignOutCard() {
  const { you } = useStrings().accounts
  const [asks, setAsks] = useState(false)
  const { leave, isPending, error } = useSignOut()
  return (
    <div className="flex flex-col gap-3">
      <FormError error={error} />
      <div className="flex flex-wrap gap-2.5">
        <Button icon={LogOut} onPress={() => void leave(false)} isPending={isPending}>
          {you.signOut}
        </Button>
        <Button tone="danger" onPress={() => setAsks(true)} isDisabled={isPending}>
          {you.signOutEverywhere}
        </Button>
      </div>
      <ConfirmDialog
        isOpen={asks}
        onClose={() => setAsks(false)}
        title={you.everywhereTitle}
        verb={you.signOutEverywhere}
        quiet={you.stay}
        isPending={isPending}
        onConfirm={() => void leave(true)}
      >
        {you.everywhereHelp}
      </ConfirmDialog>
    </div>
  )
}
