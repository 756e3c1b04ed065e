'use client'

import { Copy } from 'lucide-react'
import { useState } from 'react'
import { useAction } from '#components/shell/use-action.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { FormDialog } from '#components/ui/FormDialog.tsx'
import { TextField } from '#components/ui/TextField.tsx'
import { useToaster } from '#components/ui/Toaster.tsx'
import { useOnOpen } from '#components/ui/use-on-open.ts'
import { serviceTokenRoutes } from '#lib/contracts/http/service-tokens.ts'
import { useCareStrings } from '../use-care-strings.ts'
import { TOKENS_KEY } from './use-tokens.ts'

/** A name first, then the token itself, which is shown this once. */
export function NewTokenDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const strings = useStrings()
  const words = useCareStrings().tokens
  const { show } = useToaster()
  const [name, setName] = useState('')
  const [isMissing, setMissing] = useState(false)
  const [made, setMade] = useState<{ name: string; secret: string } | null>(null)
  const add = useAction({
    call: (api, wanted: string) =>
      api.call(serviceTokenRoutes.create, { body: { name: wanted, scope: 'metrics:read' } }),
    changes: [TOKENS_KEY],
    onDone: ({ token, secret }) => setMade({ name: token.name, secret }),
  })
  useOnOpen(isOpen, () => {
    setName('')
    setMissing(false)
    setMade(null)
    add.reset()
  })
  if (made !== null) {
    const copy = () =>
      void Promise.resolve(navigator.clipboard?.writeText(made.secret) ?? Promise.reject(new Error('no clipboard')))
        .then(() => show({ message: words.copied }))
        .catch(() => show({ message: strings.files.copyFailed }))
    return (
      <Dialog
        isOpen={isOpen}
        onClose={onClose}
        isDismissable={false}
        title={words.madeTitle(made.name)}
        footer={
          <>
            <Button icon={Copy} onPress={copy}>
              {words.copy}
            </Button>
            <Button tone="primary" onPress={onClose}>
              {words.done}
            </Button>
          </>
        }
      >
        <TextField
          label={words.secret}
          value={made.secret}
          isReadOnly
          help={words.once}
          inputClassName="font-mono"
          onFocus={(event) => event.target instanceof HTMLInputElement && event.target.select()}
        />
      </Dialog>
    )
  }
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={onClose}
      title={words.addTitle}
      verb={words.make}
      onSubmit={() => (name.trim() === '' ? setMissing(true) : add.run(name.trim()))}
      isPending={add.isPending}
      fieldErrors={isMissing || add.error}
      error={add.error}
    >
      <TextField
        label={words.name}
        value={name}
        onChange={(next) => {
          setName(next)
          setMissing(false)
        }}
        placeholder="Prometheus"
        maxLength={64}
        autoFocus
        autoComplete="off"
        help={words.nameHelp}
        error={isMissing ? words.nameNeeded : undefined}
      />
      <p className="text-body text-ink2">{words.opens}</p>
    </FormDialog>
  )
}
