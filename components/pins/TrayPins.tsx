'use client'

import { CircleCheck, Pause, Play, RotateCcw, X } from 'lucide-react'
import { MiddleName } from '#components/files/view/MiddleName.tsx'
import { useStrings } from '#components/strings/use-strings.ts'
import { classNames } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/Icon.tsx'
import { IconButton } from '#components/ui/IconButton.tsx'
import { ProgressBar } from '#components/ui/ProgressBar.tsx'
import type { StoredPin } from '#lib/browser/db/stored-pins.ts'
import { PinPicture } from './PinPicture.tsx'
import { pinWords } from './pin-words.ts'
import { usePins, usePinsSnapshot } from './pins-context.ts'
import { usePinsStrings } from './use-pins-strings.ts'

const TONES = { plain: 'text-ink2', green: 'text-green', amber: 'text-amber', red: 'text-red' }
/** Of a folder with a thousand files a few are told one by one. */
const SHOWN = 4

/** What comes onto this device, in the tray: what moves, what needs somebody, and how much waits. */
export function TrayPins({ pins, isCompact }: { pins: readonly StoredPin[]; isCompact: boolean }) {
  const words = usePinsStrings()
  const shown = [...pins].sort((left, right) => rankOf(left) - rankOf(right)).slice(0, SHOWN)
  const rest = pins.filter((pin) => !shown.includes(pin))
  return (
    <section aria-label={words.section}>
      <div className="flex min-h-9 items-center pt-1.5">
        <h3 className="text-label font-normal text-ink2">{words.section}</h3>
      </div>
      <ul className={isCompact ? '' : 'flex flex-col gap-1'}>
        {shown.map((pin) => (
          <li key={pin.id}>
            <TrayPin pin={pin} isCompact={isCompact} />
          </li>
        ))}
      </ul>
      {rest.length === 0 ? null : (
        <p className="py-1.5 text-caption text-ink2 tabular">
          {words.moreWait(
            rest.length,
            rest.reduce((sum, { target }) => sum + target.sizeBytes, 0),
          )}
        </p>
      )}
    </section>
  )
}

const ORDER = ['running', 'verifying', 'failed', 'done', 'waiting', 'paused', 'queued']

function rankOf({ state }: StoredPin): number {
  return ORDER.indexOf(state.kind)
}

/** Of the shape of the rows that go (components/uploads/TransferRow.tsx). */
function TrayPin({ pin, isCompact }: { pin: StoredPin; isCompact: boolean }) {
  const strings = useStrings()
  const words = usePinsStrings()
  const { pins } = usePins()
  const { speeds } = usePinsSnapshot()
  const { state, entry, target } = pin
  const { text, tone } = pinWords(pin, speeds.get(pin.id) ?? null, words, strings)
  const send = (kind: 'pause' | 'resume' | 'retry' | 'remove') => () => pins?.send({ kind, ids: [pin.id] })
  const isMoving = state.kind === 'running' || state.kind === 'queued' || state.kind === 'waiting'
  return (
    <div className={classNames('flex gap-3', isCompact ? 'py-1.5' : 'py-2.5')}>
      <PinPicture
        entry={entry}
        className={isCompact ? 'h-9 w-11 shrink-0 rounded-[8px]' : 'size-12 shrink-0 rounded-tile'}
      />
      <div className="min-w-0 flex-1">
        <div className="flex items-center gap-1">
          <div className="min-w-0 flex-1">
            <div className={classNames('text-ink', isCompact ? 'text-label' : 'font-medium text-body')}>
              <MiddleName name={entry.name} />
            </div>
            <p className={classNames('text-caption tabular', TONES[tone], state.kind === 'failed' ? '' : 'truncate')}>
              {text}
            </p>
          </div>
          {isMoving ? (
            <IconButton
              size="row"
              icon={Pause}
              className="[&_svg]:fill-current"
              label={words.pause(entry.name)}
              tooltip={false}
              onPress={send('pause')}
            />
          ) : null}
          {state.kind === 'paused' ? (
            <IconButton
              size="row"
              icon={Play}
              className="[&_svg]:fill-current"
              label={words.resume(entry.name)}
              tooltip={false}
              onPress={send('resume')}
            />
          ) : null}
          {state.kind === 'failed' ? (
            <IconButton size="row" icon={RotateCcw} label={words.retry} tooltip={false} onPress={send('retry')} />
          ) : null}
          {state.kind === 'done' ? <Icon of={CircleCheck} size={20} className="mx-1.5 text-green" /> : null}
          <IconButton
            size="row"
            icon={X}
            label={state.kind === 'done' ? words.clear(entry.name) : words.cancel(entry.name)}
            tooltip={false}
            onPress={send('remove')}
          />
        </div>
        {state.kind === 'done' || state.kind === 'failed' ? null : (
          <ProgressBar
            size="thin"
            label={words.progress(entry.name)}
            value={pin.storedBytes / Math.max(1, target.sizeBytes)}
            tone={tone === 'amber' ? 'amber' : state.kind === 'running' ? 'ember' : 'quiet'}
            className="pt-1.5"
          />
        )}
      </div>
    </div>
  )
}
