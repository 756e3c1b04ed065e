'use client'

import { useState } from 'react'
import { useShellAdd } from '#components/shell/shell-context.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { ChoosePlace } from './lazy-dialogs.tsx'
import type { PlaceGroups } from './use-places.ts'

/** The Add button of the list of rooms: asks where, then the place asks what (`add=1`). */
export function AddSomewhere({ groups }: { groups: PlaceGroups }) {
  const strings = useStrings()
  const [isOpen, setOpen] = useState(false)
  const writable = [...groups.personal, ...groups.rooms, ...groups.drives].filter((place) => place.may.upload)
  useShellAdd(writable.length === 0 ? null : { label: strings.common.add, onPress: () => setOpen(true) })
  return <ChoosePlace isOpen={isOpen} onClose={() => setOpen(false)} places={writable} />
}
