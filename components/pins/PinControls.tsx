'use client'

import { CircleCheck, CircleX } from 'lucide-react'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { StateLine } from '#components/ui/StateLine.tsx'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { standingOf } from '#lib/core/pins/pin-summary.ts'
import { folderWords, pinWords } from './pin-words.ts'
import { usePinOf, usePinsSnapshot } from './pins-context.ts'
import { usePinActions } from './use-pin-actions.ts'
import { usePinsStrings } from './use-pins-strings.ts'

/** Keep offline, or remove from this device, with how it stands. */
export function PinControls({ entry }: { entry: EntryView }) {
  const strings = useStrings()
  const words = usePinsStrings()
  const pin = usePinOf(entry.id)
  const { pins, folders, speeds } = usePinsSnapshot()
  const { pin: keep, unpin } = usePinActions()
  const folder = folders.find(({ id }) => id === entry.id)
  const inside = folder ? pins.filter(({ wantedBy }) => wantedBy.includes(folder.id)) : []
  const state = pin
    ? pinWords(pin, speeds.get(pin.id) ?? null, words, strings)
    : folder
      ? folderWords(folder, standingOf(inside), null, words)
      : null
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      {state === null ? (
        <Button size="bar" icon={CircleCheck} onPress={() => keep([entry])}>
          {strings.files.actions.pin}
        </Button>
      ) : (
        <>
          <StateLine tone={state.tone} {...(state.tone === 'green' ? { icon: CircleCheck } : {})}>
            {state.text}
          </StateLine>
          <Button size="bar" icon={CircleX} onPress={() => unpin([entry.id])}>
            {strings.files.actions.unpin}
          </Button>
        </>
      )}
    </div>
  )
}
