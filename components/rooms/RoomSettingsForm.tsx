'use client'

import { useState } from 'react'
import type { z } from 'zod'
import { useSession } from '#components/accounts/use-session.ts'
import { useAction } from '#components/shell/use-action.ts'
import { codeOf } from '#components/strings/errors.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Form } from '#components/ui/Form.tsx'
import { FormError } from '#components/ui/FormError.tsx'
import { useToaster } from '#components/ui/Toaster.tsx'
import { type PlaceView, placeRoutes, type roomSettingsSchema } from '#lib/contracts/http/places.ts'
import { AccessFields } from './AccessFields.tsx'
import { RoomLookFields } from './RoomLookFields.tsx'
import { ABOUT_NAME, checkDraft, type RoomDraft, type RoomDraftErrors } from './room-draft.ts'
import { PLACES_KEY } from './use-places.ts'

type RoomSettings = z.output<typeof roomSettingsSchema>

const toDraft = (settings: RoomSettings): RoomDraft => {
  const { name, access, guestRole, memberIds, glaze, icon } = settings
  return { name, access, guestRole, memberIds, glaze, icon, password: '' }
}

/** Name, look and door of a room, saved together: a half-changed door would let in the wrong people. */
export function RoomSettingsForm({ place, settings }: { place: PlaceView; settings: RoomSettings }) {
  const strings = useStrings()
  const { show } = useToaster()
  const mayName = useSession().data?.may.administer ?? false
  const [draft, setDraft] = useState(() => toDraft(settings))
  const [errors, setErrors] = useState<RoomDraftErrors | null>(null)
  const save = useAction({
    call: (api, { password, memberIds, ...rest }: RoomDraft) =>
      api.call(placeRoutes.changeRoom, {
        params: { place: place.id },
        body: {
          ...rest,
          name: rest.name.trim(),
          ...(rest.access === 'password' && password !== '' ? { password } : {}),
          ...(rest.access === 'names' ? { memberIds: [...memberIds] } : {}),
        },
      }),
    changes: [PLACES_KEY],
    onDone: (changed) => {
      setDraft((all) => ({ ...all, password: '' }))
      show({ message: strings.rooms.settingsSaved(changed.name) })
    },
  })
  const change = (part: Partial<RoomDraft>) => setDraft((all) => ({ ...all, ...part }))
  const submit = () => {
    const found = checkDraft(draft, settings.hasPassword, strings)
    setErrors(found)
    if (!found && !save.isPending) save.run(draft)
  }
  const aboutName = ABOUT_NAME.has(codeOf(save.error) ?? '')
  const nameError = aboutName ? strings.errors.explain(save.error).sentence : undefined
  return (
    <Form
      onSubmit={submit}
      errors={errors ?? save.error}
      aria-label={strings.rooms.settingsOf(place.name)}
      className="flex flex-col gap-5"
    >
      <RoomLookFields draft={draft} change={change} nameError={errors?.name ?? nameError} />
      <AccessFields
        draft={draft}
        change={change}
        passwordError={errors?.password}
        hasPassword={settings.hasPassword}
        mayName={mayName}
      />
      {aboutName ? null : <FormError error={save.error} />}
      <Button tone="primary" type="submit" isPending={save.isPending} className="self-start">
        {save.isPending ? strings.common.saving : strings.common.save}
      </Button>
    </Form>
  )
}
