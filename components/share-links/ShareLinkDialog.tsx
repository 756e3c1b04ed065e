'use client'

import { useState } from 'react'
import { useSession } from '#components/accounts/use-session.ts'
import { useAction } from '#components/shell/use-action.ts'
import { Button } from '#components/ui/Button.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { FormDialog } from '#components/ui/FormDialog.tsx'
import { useOnOpen } from '#components/ui/use-on-open.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { shareLinkRoutes } from '#lib/contracts/http/share-links.ts'
import { linkAddress } from '#lib/core/share-links/link-address.ts'
import { LinkFields } from './LinkFields.tsx'
import { isPasswordShort, type LinkDraft, NEW_LINK, toBody } from './link-draft.ts'
import { SendAddress } from './SendAddress.tsx'
import { SHARE_LINKS_KEY } from './share-links-key.ts'
import { useBases } from './use-bases.ts'
import { useShareLinkStrings } from './use-share-link-strings.ts'

export interface ShareLinkDialogProps {
  isOpen: boolean
  onClose: () => void
  entries: readonly EntryView[]
  /** The person may upload where they lie. */
  mayUpload: boolean
}

/** What the link may do first, then the link itself, which is shown this once. */
export function ShareLinkDialog({ isOpen, onClose, entries, mayUpload }: ShareLinkDialogProps) {
  const words = useShareLinkStrings()
  const bases = useBases()
  const skewMs = useSkew()
  const [draft, setDraft] = useState<LinkDraft>(NEW_LINK)
  const [isChecked, setChecked] = useState(false)
  const [made, setMade] = useState<{ name: string; token: string } | null>(null)
  const make = useAction({
    call: (api, wanted: LinkDraft) => {
      const ids = entries.map(({ id }) => id)
      return api.call(shareLinkRoutes.create, { body: toBody(wanted, ids, Date.now() + skewMs) })
    },
    changes: [SHARE_LINKS_KEY],
    onDone: ({ link, token }) => setMade({ name: link.name, token }),
  })
  useOnOpen(isOpen, () => {
    setDraft(NEW_LINK)
    setChecked(false)
    setMade(null)
    make.reset()
  })
  const [first] = entries
  if (made !== null && bases !== null) {
    return (
      <Dialog
        isOpen={isOpen}
        onClose={onClose}
        isDismissable={false}
        title={words.made(made.name)}
        footer={
          <Button tone="primary" onPress={onClose}>
            {words.done}
          </Button>
        }
      >
        <SendAddress address={linkAddress(bases.visitors, made.token)} name={made.name} help={words.kept} />
      </Dialog>
    )
  }
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={onClose}
      title={entries.length === 1 && first ? words.title(first.name) : words.titleOfMany(entries.length)}
      verb={words.make}
      pendingVerb={words.making}
      onSubmit={() => {
        setChecked(true)
        if (!isPasswordShort(draft)) make.run(draft)
      }}
      isPending={make.isPending}
      fieldErrors={isChecked && isPasswordShort(draft)}
      error={make.error}
    >
      <p>{words.intro}</p>
      <LinkFields
        draft={draft}
        change={(part) => setDraft((all) => ({ ...all, ...part }))}
        mayDrop={mayUpload && entries.length === 1 && first?.kind === 'folder'}
        isChecked={isChecked}
      />
    </FormDialog>
  )
}

/** How far the clock of this device is behind that of the vault. */
function useSkew(): number {
  const { data, dataUpdatedAt } = useSession()
  return data === undefined ? 0 : data.now - dataUpdatedAt
}
