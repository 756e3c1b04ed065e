'use client'

import { useState } from 'react'
import { signInHref } from '#components/accounts/next-path.ts'
import { placeHref } from '#components/rooms/place-href.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { ButtonLink } from '#components/ui/ButtonLink.tsx'
import { lazyPart } from '#components/ui/lazy-part.tsx'
import type { TransferRecord } from '#lib/core/transfers/transfer-record.ts'
import { ChooseAgain } from './ChooseAgain.tsx'
import type { RedirectDialogProps } from './RedirectDialog.tsx'
import { useTransfersOfPerson } from './transfers-context.ts'

const RedirectDialog = lazyPart<RedirectDialogProps>(() =>
  import('./RedirectDialog.tsx').then((file) => file.RedirectDialog),
)

/** These are about the folder the file goes to: another one may take it. */
const ABOUT_THE_PLACE = new Set<string>([
  'disk_full',
  'quota_exceeded',
  'room_read_only',
  'forbidden',
  'not_found',
  'place_offline',
])

/** The ways on for transfers that wait for a person; all for the same reason. */
export function NeedsYouActions({ transfers }: { transfers: readonly TransferRecord[] }) {
  const words = useStrings().transfers
  const person = useTransfersOfPerson()
  const [isAsking, setAsking] = useState(false)
  const [first] = transfers
  if (!first || !person) return null
  const { state } = first
  const ids = transfers.map(({ id }) => id)
  const actions = () => {
    if (state.kind === 'waiting' && state.for === 'password') {
      return (
        <ButtonLink size="bar" href={placeHref(first.placeId, first.path)}>
          {words.unlock}
        </ButtonLink>
      )
    }
    if (state.kind === 'waiting' && state.for === 'signIn') {
      return (
        <ButtonLink size="bar" href={signInHref(placeHref(first.placeId, first.path))}>
          {words.signIn}
        </ButtonLink>
      )
    }
    if (state.kind === 'waiting' || (state.kind === 'failed' && state.code === 'source_changed')) {
      return <ChooseAgain transfers={transfers} />
    }
    if (state.kind !== 'failed') return null
    return (
      <>
        {ABOUT_THE_PLACE.has(state.code) ? (
          <Button size="bar" onPress={() => setAsking(true)}>
            {words.otherPlace}
          </Button>
        ) : null}
        <Button size="bar" tone="text" onPress={() => person.transfers.send({ kind: 'retry', ids })}>
          {words.retry}
        </Button>
        <RedirectDialog
          isOpen={isAsking}
          onClose={() => setAsking(false)}
          onChoose={({ placeId, path }) => person.transfers.send({ kind: 'redirect', ids, placeId, path })}
        />
      </>
    )
  }
  return <div className="flex flex-wrap items-center gap-2 pt-2 pb-1">{actions()}</div>
}
