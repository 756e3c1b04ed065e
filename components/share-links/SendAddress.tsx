'use client'

import { Copy, Share2 } from 'lucide-react'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { TextField } from '#components/ui/TextField.tsx'
import { useToaster } from '#components/ui/Toaster.tsx'
import { QrCode } from './QrCode.tsx'
import { useShareLinkStrings } from './use-share-link-strings.ts'

export interface SendAddressProps {
  address: string
  /** Of what it leads to. */
  name: string
  help: string
}

/** An address to copy, to send by the share sheet where there is one, and to scan. */
export function SendAddress({ address, name, help }: SendAddressProps) {
  const words = useShareLinkStrings()
  const strings = useStrings()
  const { show } = useToaster()
  const copy = () =>
    void Promise.resolve(navigator.clipboard?.writeText(address) ?? Promise.reject(new Error('no clipboard')))
      .then(() => show({ message: words.copied }))
      .catch(() => show({ message: strings.files.copyFailed }))
  // Whoever leaves the share sheet again has said so there.
  const send = () => void navigator.share({ title: name, url: address }).catch(() => undefined)
  return (
    <div className="flex flex-col gap-4">
      <TextField
        label={words.address}
        value={address}
        isReadOnly
        help={help}
        onFocus={(event) => event.target instanceof HTMLInputElement && event.target.select()}
      />
      <div className="flex flex-wrap gap-2.5">
        <Button icon={Copy} onPress={copy}>
          {words.copy}
        </Button>
        {'share' in navigator ? (
          <Button icon={Share2} onPress={send}>
            {words.send}
          </Button>
        ) : null}
      </div>
      <QrCode text={address} name={name} />
      <p className="text-center text-caption text-ink3">{words.qrHelp}</p>
    </div>
  )
}
