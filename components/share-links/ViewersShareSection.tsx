'use client'

import { PLACES_KEY } from '#components/rooms/use-places.ts'
import { useAction } from '#components/shell/use-action.ts'
import { Card } from '#components/ui/Card.tsx'
import { FormError } from '#components/ui/FormError.tsx'
import { Switch } from '#components/ui/Switch.tsx'
import { placeRoutes } from '#lib/contracts/http/places.ts'
import { useShareLinkStrings } from './use-share-link-strings.ts'

/** Whether viewers give links to what they put into the room; it takes effect at once, for links there are too. */
export function ViewersShareSection({ placeId, viewersShare }: { placeId: string; viewersShare: boolean }) {
  const words = useShareLinkStrings()
  const change = useAction({
    call: (api, next: boolean) =>
      api.call(placeRoutes.changeRoom, { params: { place: placeId }, body: { viewersShare: next } }),
    changes: [PLACES_KEY],
  })
  return (
    <Card className="flex flex-col gap-3">
      <Switch
        isSelected={viewersShare}
        onChange={change.run}
        isDisabled={change.isPending}
        help={words.viewersShareHelp}
      >
        {words.viewersShare}
      </Switch>
      <FormError error={change.error} />
    </Card>
  )
}
