'use client'

import { Check } from 'lucide-react'
import { MenuItem } from 'react-aria-components/Menu'
import { Separator } from 'react-aria-components/Separator'
import { classNames } from './class-names.ts'
import { Icon } from './Icon.tsx'
import type { MenuAction } from './menu-entry.ts'

const TONES = { plain: 'text-ink', danger: 'text-red', green: 'text-green' }
const FACT = 'font-sans text-caption text-ink3'

/** A row of 34, 48 under a finger. */
export function MenuRow({ entry }: { entry: MenuAction | 'divider' }) {
  if (entry === 'divider') return <Separator className="mx-2.5 my-1.5 h-px bg-hair" />
  const { id, label, icon, keys, detail, tone = 'plain', isChecked, isDisabled = false, onAction, href } = entry
  return (
    <MenuItem
      id={id}
      textValue={label}
      isDisabled={isDisabled}
      {...(onAction ? { onAction } : {})}
      {...(href === undefined ? {} : { href })}
      className={classNames(
        'flex h-8.5 w-full select-none items-center gap-3 rounded-row px-2.5 text-body outline-none coarse:h-12 coarse:gap-4 coarse:text-[1rem]',
        'data-disabled:text-ink3 data-focused:bg-hair',
        TONES[tone],
      )}
    >
      {icon ? <Icon of={icon} size={18} className={tone === 'plain' ? 'text-ink2' : undefined} /> : null}
      <span className="flex-1 truncate">{label}</span>
      {isChecked ? <Icon of={Check} size={16} className="text-ember-ink" /> : null}
      {detail === undefined ? null : <span className={FACT}>{detail}</span>}
      {keys === undefined ? null : <kbd className={`${FACT} coarse:hidden`}>{keys}</kbd>}
    </MenuItem>
  )
}
