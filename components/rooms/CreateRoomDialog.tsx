'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useSession } from '#components/accounts/use-session.ts'
import { useAction } from '#components/shell/use-action.ts'
import { codeOf } from '#components/strings/errors.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { FormDialog } from '#components/ui/FormDialog.tsx'
import { GLAZES } from '#components/ui/glazes.ts'
import { useOnOpen } from '#components/ui/use-on-open.ts'
import { placeRoutes } from '#lib/contracts/http/places.ts'
import { AccessFields } from './AccessFields.tsx'
import { placeHref } from './place-href.ts'
import { RoomLookFields } from './RoomLookFields.tsx'
import { ABOUT_NAME, checkDraft, NEW_ROOM, type RoomDraft, type RoomDraftErrors } from './room-draft.ts'
import { PLACES_KEY, usePlaces } from './use-places.ts'

export interface CreateRoomDialogProps {
  isOpen: boolean
  onClose: () => void
  /** From an address that somebody typed by hand. */
  initialName?: string
}

export function CreateRoomDialog({ isOpen, onClose, initialName = '' }: CreateRoomDialogProps) {
  const strings = useStrings()
  const router = useRouter()
  const mayName = useSession().data?.may.administer ?? false
  const roomCount = usePlaces().data?.rooms.length ?? 0
  const [draft, setDraft] = useState<RoomDraft>(NEW_ROOM)
  const [errors, setErrors] = useState<RoomDraftErrors | null>(null)
  const create = useAction({
    call: (api, { password, memberIds, ...rest }: RoomDraft) =>
      api.call(placeRoutes.createRoom, {
        body: {
          ...rest,
          name: rest.name.trim(),
          ...(rest.access === 'password' ? { password } : {}),
          ...(rest.access === 'names' ? { memberIds: [...memberIds] } : {}),
        },
      }),
    changes: [PLACES_KEY],
    onDone: (place) => {
      onClose()
      router.push(placeHref(place.id))
    },
  })
  useOnOpen(isOpen, () => {
    // The next glaze in turn, so that rooms differ without anybody choosing.
    setDraft({ ...NEW_ROOM, name: initialName, glaze: GLAZES[roomCount % GLAZES.length] ?? NEW_ROOM.glaze })
    setErrors(null)
    create.reset()
  })

  const change = (part: Partial<RoomDraft>) => setDraft((all) => ({ ...all, ...part }))
  const submit = () => {
    const found = checkDraft(draft, false, strings)
    setErrors(found)
    if (!found) create.run(draft)
  }
  const aboutName = ABOUT_NAME.has(codeOf(create.error) ?? '')
  const nameError = aboutName ? strings.errors.explain(create.error).sentence : undefined
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={onClose}
      title={strings.rooms.createTitle}
      size="wide"
      verb={strings.rooms.create}
      pendingVerb={strings.rooms.creating}
      onSubmit={submit}
      isPending={create.isPending}
      fieldErrors={errors ?? create.error}
      error={aboutName ? null : create.error}
    >
      <RoomLookFields draft={draft} change={change} nameError={errors?.name ?? nameError} autoFocus />
      <AccessFields
        draft={draft}
        change={change}
        passwordError={errors?.password}
        hasPassword={false}
        mayName={mayName}
      />
    </FormDialog>
  )
}
