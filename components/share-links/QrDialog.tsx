'use client'

import { Button } from '#components/ui/Button.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { SendAddress } from './SendAddress.tsx'
import { useBases } from './use-bases.ts'
import { useShareLinkStrings } from './use-share-link-strings.ts'

export interface QrDialogProps {
  isOpen: boolean
  onClose: () => void
  /** Of the file, folder, room or vault. */
  name: string
  /** Its address within the vault. */
  href: string
  help?: string
}

/** The way to something for those who may enter: a phone of the household, held before the screen. */
export function QrDialog({ isOpen, onClose, name, href, help }: QrDialogProps) {
  const words = useShareLinkStrings()
  const bases = useBases()
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={words.qrOf(name)}
      footer={
        <Button tone="primary" onPress={onClose}>
          {words.done}
        </Button>
      }
    >
      {bases === null ? null : (
        <SendAddress address={bases.household + href} name={name} help={help ?? words.qrSignIn} />
      )}
    </Dialog>
  )
}
