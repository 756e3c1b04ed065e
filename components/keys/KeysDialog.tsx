'use client'

import { useMemo } from 'react'
import { englishKeys } from '#components/strings/en-keys.ts'
import { Dialog } from '#components/ui/Dialog.tsx'
import { KeyHint } from '#components/ui/KeyHint.tsx'
import { isApple, KEY_AREAS, KEY_TABLE, keyName, keysIn } from './key-table.ts'

export interface KeysDialogProps {
  isOpen: boolean
  onClose: () => void
}

/** Every key of the page, by where it works. */
export function KeysDialog({ isOpen, onClose }: KeysDialogProps) {
  const { title, areas, rows } = useMemo(englishKeys, [])
  const onApple = isApple()
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={title} size="wide">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the list scrolls, and has to be reachable by keyboard */}
      <div tabIndex={0} className="flex flex-col gap-5 rounded-row">
        {KEY_AREAS.map((area) => (
          <section key={area} aria-label={areas[area]}>
            <h3 className="pb-1 text-label text-ink">{areas[area]}</h3>
            <dl className="divide-y divide-hair">
              {keysIn(area).map((id) => {
                const keys = KEY_TABLE[id].keys.map((key) => keyName(key, onApple))
                return (
                  <div key={id} className="flex items-center justify-between gap-4 py-1.5">
                    <dt>{rows[id]}</dt>
                    <dd className="flex shrink-0 flex-wrap justify-end gap-1.5">
                      <span className="sr-only">{keys.join(', ')}</span>
                      {keys.map((key) => (
                        <KeyHint key={key}>{key}</KeyHint>
                      ))}
                    </dd>
                  </div>
                )
              })}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
