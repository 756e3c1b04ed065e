'use client'

import { CircleCheck, Pause, Play, X } from 'lucide-react'
import { MiddleName } from '#components/files/view/MiddleName.tsx'
import { usePlaceName } from '#components/rooms/use-place-name.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { classNames } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/Icon.tsx'
import { IconButton } from '#components/ui/IconButton.tsx'
import { ProgressBar } from '#components/ui/ProgressBar.tsx'
import { kindOf } from '#lib/core/kinds/kind.ts'
import type { TransferRecord } from '#lib/core/transfers/transfer-record.ts'
import { NeedsYouActions } from './NeedsYouActions.tsx'
import { progressOf } from './transfer-progress.ts'
import { transferWords } from './transfer-words.ts'
import { useIsHeld, useTransfersOfPerson } from './transfers-context.ts'
import { useTransfer } from './use-transfer.ts'
import { WarmingPicture } from './WarmingPicture.tsx'

const TONES = { plain: 'text-ink2', green: 'text-green', amber: 'text-amber', red: 'text-red' }

/** One transfer: its picture, how it stands, and what can be done about it. */
export function TransferRow({ transferId, isCompact }: { transferId: string; isCompact: boolean }) {
  const strings = useStrings()
  const words = strings.transfers
  const person = useTransfersOfPerson()
  const { transfer, motion } = useTransfer(transferId)
  const placeName = usePlaceName(transfer?.placeId ?? null)
  const isHeld = useIsHeld()
  if (!transfer || !person) return null
  const progress = progressOf(transfer, motion)
  const { text, tone } = transferWords(transfer, progress, { placeName, isHeld, isBrief: isCompact }, strings)
  const { kind } = transfer.state
  const name = transfer.filename
  const isMoving = kind === 'running' || kind === 'verifying'
  const needsYou = kind === 'failed' || (kind === 'waiting' && !isPassing(transfer.state))
  const send = (command: 'pause' | 'resume' | 'cancel' | 'clear') =>
    person.transfers.send({ kind: command, ids: [transferId] })
  const share = kind === 'verifying' ? (progress.comparedShare ?? 1) : progress.share
  return (
    <div className={classNames('flex gap-3', isCompact ? 'py-1.5' : 'py-2.5')}>
      <WarmingPicture
        transferId={transferId}
        type={kindOf(name, transfer.mimeType)}
        safeEntryId={photoOf(transfer)}
        share={kind === 'done' ? 1 : progress.share}
        iconSize={18}
        className={isCompact ? 'h-9 w-11 shrink-0 rounded-[8px]' : 'size-12 shrink-0 rounded-tile'}
      />
      <div className="min-w-0 flex-1">
        <div className="flex items-center gap-1">
          <div className="min-w-0 flex-1">
            <div className={classNames('text-ink', isCompact ? 'text-label' : 'font-medium text-body')}>
              <MiddleName name={name} />
            </div>
            <p className={classNames('text-caption tabular', TONES[tone], needsYou ? '' : 'truncate')}>{text}</p>
          </div>
          {isMoving || kind === 'queued' || (kind === 'waiting' && !needsYou) ? (
            kind === 'verifying' ? null : (
              <IconButton
                size="row"
                icon={Pause}
                className="[&_svg]:fill-current"
                label={words.pause(name)}
                tooltip={false}
                onPress={() => send('pause')}
              />
            )
          ) : null}
          {kind === 'paused' ? (
            <IconButton
              size="row"
              icon={Play}
              className="[&_svg]:fill-current"
              label={words.resume(name)}
              tooltip={false}
              onPress={() => send('resume')}
            />
          ) : null}
          {kind === 'done' ? (
            <Icon
              of={CircleCheck}
              size={20}
              className={classNames('mx-1.5', tone === 'green' ? 'text-green' : 'text-ink3')}
            />
          ) : (
            <IconButton size="row" icon={X} label={words.cancel(name)} tooltip={false} onPress={() => send('cancel')} />
          )}
        </div>
        {kind === 'done' || needsYou ? null : (
          <ProgressBar
            size="thin"
            label={words.progress(name)}
            value={share}
            tone={kind === 'verifying' ? 'green' : tone === 'amber' ? 'amber' : kind === 'running' ? 'ember' : 'quiet'}
            className="pt-1.5"
          />
        )}
        {needsYou ? <NeedsYouActions transfers={[transfer]} /> : null}
      </div>
    </div>
  )
}

/** A finished photo that is small enough to be shown as it is. */
function photoOf({ state, mimeType, sizeBytes }: TransferRecord): string | null {
  return state.kind === 'done' && mimeType.startsWith('image/') && sizeBytes < 4_000_000 ? state.result.entryId : null
}

/** Goes on by itself: the network or the vault comes back. */
function isPassing(state: { kind: string; for?: string }): boolean {
  return state.for === 'network' || state.for === 'retry'
}
