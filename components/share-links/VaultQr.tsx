'use client'

import { QrCode as QrIcon } from 'lucide-react'
import { useState } from 'react'
import { useSession } from '#components/accounts/use-session.ts'
import { Button } from '#components/ui/Button.tsx'
import { QrDialog } from './QrDialog.tsx'
import { useShareLinkStrings } from './use-share-link-strings.ts'

/** The way to the vault itself, for one more phone. */
export function VaultQr() {
  const words = useShareLinkStrings()
  const [isOpen, setOpen] = useState(false)
  const name = useSession().data?.vault.name ?? 'Hearth'
  return (
    <>
      <Button icon={QrIcon} onPress={() => setOpen(true)} className="self-start">
        {words.qrVault}
      </Button>
      <QrDialog isOpen={isOpen} onClose={() => setOpen(false)} name={name} href="/" help={words.qrVaultHelp} />
    </>
  )
}
