'use client'

import { useAction } from '#components/shell/use-action.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Card } from '#components/ui/Card.tsx'
import { FormError } from '#components/ui/FormError.tsx'
import { Switch } from '#components/ui/Switch.tsx'
import { type PlaceView, placeRoutes } from '#lib/contracts/http/places.ts'
import { PLACES_KEY } from './use-places.ts'

/** The read-only switch; it takes effect at once, for everybody. */
export function ReadOnlySection({ place, readOnly }: { place: PlaceView; readOnly: boolean }) {
  const { rooms } = useStrings()
  const change = useAction({
    call: (api, next: boolean) =>
      api.call(placeRoutes.changeRoom, { params: { place: place.id }, body: { readOnly: next } }),
    changes: [PLACES_KEY],
  })
  return (
    <Card className="flex flex-col gap-3">
      <Switch isSelected={readOnly} onChange={change.run} isDisabled={change.isPending} help={rooms.readOnlyHelp}>
        {rooms.readOnlySwitch}
      </Switch>
      <FormError error={change.error} />
    </Card>
  )
}
