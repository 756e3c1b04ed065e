'use client'

import { ChevronRight, CircleCheck, CloudOff, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button as RowButton } from 'react-aria-components/Button'
import { useSession } from '#components/accounts/use-session.ts'
import { placeName } from '#components/rooms/place-words.ts'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { ButtonLink } from '#components/ui/ButtonLink.tsx'
import { ConfirmDialog } from '#components/ui/ConfirmDialog.tsx'
import { FolderIcon } from '#components/ui/FolderIcon.tsx'
import { Icon } from '#components/ui/Icon.tsx'
import { lazyPart } from '#components/ui/lazy-part.tsx'
import { Notice } from '#components/ui/Notice.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { StateLine } from '#components/ui/StateLine.tsx'
import type { ShareFolderDialogProps } from './ShareFolderDialog.tsx'
import { SharePlaces } from './SharePlaces.tsx'
import { ShareStrip } from './ShareStrip.tsx'
import type { ShareAddress } from './use-send-share.ts'
import { useSharePlace } from './use-share-place.ts'
import { useShareStrings } from './use-share-strings.ts'
import { countKinds, type WaitingFile } from './waiting-file.ts'

const ShareFolder = lazyPart<ShareFolderDialogProps>(() =>
  import('./ShareFolderDialog.tsx').then((module) => module.ShareFolderDialog),
)

export interface ShareLandingProps {
  files: readonly WaitingFile[]
  /** Whether they lie in the inbox of this device, and not only in this page. */
  isKept: boolean
  /** Answers whether they were given to the transfers. */
  onSend: (to: ShareAddress) => Promise<boolean>
  onSent: (to: ShareAddress) => void
  onDiscard: () => void
  /** The address that leads back here after signing in. */
  signInHref: string
}

/** The one question: where should this go? */
export function ShareLanding(props: ShareLandingProps) {
  const { files, isKept, onSend, onSent, onDiscard } = props
  const strings = useStrings()
  const words = useShareStrings()
  const format = useFormat()
  const principal = useSession().data?.principal.kind
  const isSignedOut = principal !== undefined && principal !== 'account'
  const to = useSharePlace()
  const [asks, setAsks] = useState<'folder' | 'discard' | null>(null)
  const [isSending, setSending] = useState(false)
  const { place, path } = to
  const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)

  const send = async () => {
    if (place === null || isSending) return
    setSending(true)
    const address = { placeId: place.id, path }
    // First, for the page may be closed while the transfers take the files over.
    to.remember()
    const isGiven = await onSend(address)
    setSending(false)
    if (isGiven) onSent(address)
  }
  return (
    <>
      <h1 className="pt-4 text-display text-balance">{words.question(files.length)}</h1>
      <p className="pt-1 text-body text-ink2 tabular">
        {words.what(countKinds(files))}, {format.bytes(bytes)}
      </p>
      <div className="pt-5">
        <ShareStrip files={files} words={{ label: words.shared, more: words.more }} />
      </div>
      {isKept ? (
        <StateLine icon={CircleCheck} className="pt-3">
          {place === null ? words.keptFor : words.kept}
        </StateLine>
      ) : null}
      <div className="flex flex-1 flex-col gap-3 pt-6 pb-6">
        {to.isOut ? (
          <Notice
            tone="amber"
            icon={CloudOff}
            title={words.out}
            action={
              <Button size="bar" onPress={to.retry}>
                {words.again}
              </Button>
            }
          />
        ) : null}
        {to.places === null && !to.isOut ? (
          <SkeletonRows count={3} rowClassName="h-16 px-4" tileClassName="size-11" />
        ) : null}
        {place && to.places ? (
          <SharePlaces
            label={words.place}
            places={to.places}
            value={place.id}
            onChange={(placeId) => to.choose({ placeId, path: '' })}
          />
        ) : null}
        {place ? (
          <RowButton
            onPress={() => setAsks('folder')}
            className="flex min-h-16 items-center gap-3.5 rounded-card border border-hair bg-surface px-4 py-2.5 text-left press-motion data-hovered:bg-hover data-pressed:bg-select"
          >
            <FolderIcon size={40} />
            <span className="flex min-w-0 flex-1 flex-col">
              <span className="text-caption text-ink3">{words.folder}</span>
              <span className="truncate text-body font-medium text-ink">{path === '' ? words.topFolder : path}</span>
            </span>
            <Icon of={ChevronRight} size={20} className="text-ink3" />
          </RowButton>
        ) : null}
        {to.places !== null && place === null ? (
          <p className="text-body text-ink2">{isSignedOut ? words.signInFirst : words.nowhere}</p>
        ) : null}
        <Button
          size="bar"
          icon={Trash2}
          onPress={() => setAsks('discard')}
          isDisabled={isSending}
          className="mt-1 self-center"
        >
          {words.discard}
        </Button>
      </div>
      <div className="sticky bottom-0 -mx-5 flex flex-col gap-2 bg-paper px-5 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
        {place ? (
          <Button tone="primary" size="wide" isPending={isSending} onPress={() => void send()}>
            {isSending ? words.sending : words.send(files.length, placeName(place, strings))}
          </Button>
        ) : to.places === null ? null : isSignedOut ? (
          <>
            <ButtonLink href={props.signInHref} tone="primary" size="wide">
              {words.signIn}
            </ButtonLink>
            <ButtonLink href="/" tone="quiet">
              {words.rooms}
            </ButtonLink>
          </>
        ) : (
          <ButtonLink href="/" tone="primary" size="wide">
            {words.rooms}
          </ButtonLink>
        )}
        {place && isSignedOut ? (
          <ButtonLink href={props.signInHref} tone="quiet">
            {words.signIn}
          </ButtonLink>
        ) : null}
      </div>
      {place ? (
        <ShareFolder
          isOpen={asks === 'folder'}
          onClose={() => setAsks(null)}
          place={place}
          path={path}
          onChoose={(chosen) => to.choose({ placeId: place.id, path: chosen })}
        />
      ) : null}
      <ConfirmDialog
        isOpen={asks === 'discard'}
        onClose={() => setAsks(null)}
        title={words.discardTitle(files.length)}
        verb={words.discard}
        quiet={words.keep}
        onConfirm={() => {
          setAsks(null)
          onDiscard()
        }}
      >
        {words.discardHelp}
      </ConfirmDialog>
    </>
  )
}
