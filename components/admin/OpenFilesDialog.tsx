'use client'

import { useRouter } from 'next/navigation'
import { placeHref } from '#components/rooms/place-href.ts'
import { PLACES_KEY } from '#components/rooms/use-places.ts'
import { useAction } from '#components/shell/use-action.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { ConfirmDialog } from '#components/ui/ConfirmDialog.tsx'
import { FormError } from '#components/ui/FormError.tsx'
import { peopleRoutes } from '#lib/contracts/http/people.ts'
import type { PersonDialogProps } from './RenamePersonDialog.tsx'

/** An admin's look into private files: explicit, logged, and seen by the person. */
export function OpenFilesDialog({ account, isOpen, onClose }: PersonDialogProps) {
  const { admin } = useStrings()
  const router = useRouter()
  const open = useAction({
    call: (api) => api.call(peopleRoutes.openPersonal, { params: { account: account.id } }),
    changes: [PLACES_KEY],
    onDone: ({ placeId }) => {
      onClose()
      router.push(placeHref(placeId))
    },
  })
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      title={admin.openFilesTitle(account.name)}
      verb={admin.openFilesVerb}
      isPending={open.isPending}
      onConfirm={() => open.run()}
    >
      <p className="pb-2">{admin.openFilesHelp(account.name)}</p>
      <FormError error={open.error} />
    </ConfirmDialog>
  )
}
