'use client'

import { CircleCheck, Files, Pause, Play, X } from 'lucide-react'
import { usePlaceName } from '#components/rooms/use-place-name.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { classNames } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/Icon.tsx'
import { IconButton } from '#components/ui/IconButton.tsx'
import { ProgressBar } from '#components/ui/ProgressBar.tsx'
import type { TraySection } from '#lib/core/transfers/summary.ts'
import type { TransferRecord } from '#lib/core/transfers/transfer-record.ts'
import { NeedsYouActions } from './NeedsYouActions.tsx'
import { progressOf } from './transfer-progress.ts'
import { transferWords } from './transfer-words.ts'
import { useIsHeld, useTransfersOfPerson } from './transfers-context.ts'

export interface BatchRowProps {
  /** All in the same state. */
  transfers: readonly TransferRecord[]
  section: TraySection
  isCompact: boolean
}

const TONES = { plain: 'text-ink2', green: 'text-green', amber: 'text-amber', red: 'text-red' }

/** Many files that were added together and stand alike, as one row. */
export function BatchRow({ transfers, section, isCompact }: BatchRowProps) {
  const strings = useStrings()
  const words = strings.transfers
  const person = useTransfersOfPerson()
  const [first] = transfers
  const placeName = usePlaceName(first?.placeId ?? null)
  const isHeld = useIsHeld()
  if (!first || !person) return null
  const folder = first.path.slice(first.path.lastIndexOf('/') + 1)
  const name = folder === '' ? words.batch(first.filename, transfers.length) : words.batchIn(folder, transfers.length)
  const { text, tone } = transferWords(first, progressOf(first, null), { placeName, isHeld }, strings)
  const size = transfers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const acked = transfers.reduce((sum, { ackedBytes }) => sum + ackedBytes, 0)
  const ids = transfers.map(({ id }) => id)
  const isPaused = first.state.kind === 'paused'
  return (
    <div className={classNames('flex gap-3', isCompact ? 'py-1.5' : 'py-2.5')}>
      <span
        aria-hidden
        data-glaze="stone"
        className={classNames(
          'flex shrink-0 items-center justify-center glaze-tile',
          isCompact ? 'h-9 w-11 rounded-[8px]' : 'size-12 rounded-tile',
        )}
      >
        <Icon of={Files} size={18} />
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex items-center gap-1">
          <div className="min-w-0 flex-1">
            <div className={classNames('truncate text-ink', isCompact ? 'text-label' : 'font-medium text-body')}>
              {name}
            </div>
            <p className={classNames('text-caption tabular', TONES[tone])}>{text}</p>
          </div>
          {section === 'waiting' ? (
            <IconButton
              size="row"
              icon={isPaused ? Play : Pause}
              className="[&_svg]:fill-current"
              label={isPaused ? words.resume(name) : words.pause(name)}
              tooltip={false}
              onPress={() => person.transfers.send({ kind: isPaused ? 'resume' : 'pause', ids })}
            />
          ) : null}
          {section === 'done' ? (
            <Icon
              of={CircleCheck}
              size={20}
              className={classNames('mx-1.5', tone === 'green' ? 'text-green' : 'text-ink3')}
            />
          ) : (
            <IconButton
              size="row"
              icon={X}
              label={words.cancel(name)}
              tooltip={false}
              onPress={() => person.transfers.send({ kind: 'cancel', ids })}
            />
          )}
        </div>
        {section === 'waiting' && size > 0 ? (
          <ProgressBar size="thin" label={words.progress(name)} value={acked / size} tone="quiet" className="pt-1.5" />
        ) : null}
        {section === 'needsYou' ? <NeedsYouActions transfers={transfers} /> : null}
      </div>
    </div>
  )
}
