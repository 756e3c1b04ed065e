'use client'

import { useStrings } from '#components/strings/use-strings.ts'
import { Dialog } from '#components/ui/Dialog.tsx'
import { KeyHint } from '#components/ui/KeyHint.tsx'

export interface KeysDialogProps {
  isOpen: boolean
  onClose: () => void
}

/** Every key of a folder and of the player. */
export function KeysDialog({ isOpen, onClose }: KeysDialogProps) {
  const { keyList } = useStrings().files
  const inList: [string, string[]][] = [
    [keyList.move, ['↑', '↓', '←', '→']],
    [keyList.open, ['Enter']],
    [keyList.preview, ['Space']],
    [keyList.select, ['Ctrl', 'Shift']],
    [keyList.all, ['Ctrl A']],
    [keyList.none, ['Esc']],
    [keyList.rename, ['F2']],
    [keyList.trash, ['Del']],
    [keyList.clipboard, ['Ctrl C', 'Ctrl X', 'Ctrl V']],
    [keyList.up, ['Backspace']],
    [keyList.menu, ['Shift F10']],
    [keyList.type, ['A-Z']],
    [keyList.find, ['Ctrl K']],
    [keyList.help, ['?']],
  ]
  const inPlayer: [string, string[]][] = [
    [keyList.play, ['Space', 'K']],
    [keyList.seek, ['J', 'L']],
    [keyList.seekLittle, ['←', '→']],
    [keyList.volume, ['↑', '↓']],
    [keyList.mute, ['M']],
    [keyList.full, ['F']],
    [keyList.tenth, ['0-9']],
    [keyList.speed, ['<', '>']],
  ]
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={keyList.title}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the list scrolls, and has to be reachable by keyboard */}
      <div tabIndex={0} className="rounded-row">
        <KeyTable rows={inList} />
        <h3 className="pt-5 pb-1 text-label text-ink">{keyList.inPlayer}</h3>
        <KeyTable rows={inPlayer} />
      </div>
    </Dialog>
  )
}

function KeyTable({ rows }: { rows: readonly [string, string[]][] }) {
  return (
    <dl className="divide-y divide-hair">
      {rows.map(([words, keys]) => (
        <div key={words} className="flex items-center justify-between gap-4 py-1.5">
          <dt>{words}</dt>
          <dd className="flex shrink-0 gap-1.5">
            <span className="sr-only">{keys.join(', ')}</span>
            {keys.map((key) => (
              <KeyHint key={key}>{key}</KeyHint>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  )
}
