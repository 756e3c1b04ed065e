'use client'

import type { LucideIcon } from 'lucide-react'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { MenuItem as AriaMenuItem } from 'react-aria-components/Menu'
import { Separator } from 'react-aria-components/Separator'
import { useStrings } from '#components/strings/use-strings.ts'
import { classNames } from './class-names.ts'
import { Icon } from './Icon.tsx'

export interface MenuItemProps {
  icon?: LucideIcon
  /** The key that does the same, as "F2". */
  keys?: string
  tone?: 'plain' | 'danger' | 'green'
  /** A tick, for a choice that is set. */
  isChecked?: boolean
  isDisabled?: boolean
  onAction?: () => void
  href?: string
  children: string
  /** A fact on the right, where there is no key. */
  detail?: ReactNode
}

const TONES = { plain: 'text-ink', danger: 'text-red', green: 'text-green' }

/** A row of 34, 48 under a finger. Words with a verb; "..." when it asks for more. */
export function MenuItem(props: MenuItemProps) {
  const { chosen } = useStrings().common
  const { icon, keys, tone = 'plain', isChecked, isDisabled = false, onAction, href, children, detail } = props
  return (
    <AriaMenuItem
      textValue={children}
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
      <span className="flex-1 truncate">{children}</span>
      {isChecked ? (
        <>
          <span className="sr-only">{chosen}</span>
          <Icon of={Check} size={16} className="text-ember-ink" />
        </>
      ) : null}
      {detail ??
        (keys === undefined ? null : <kbd className="font-sans text-caption text-ink3 coarse:hidden">{keys}</kbd>)}
    </AriaMenuItem>
  )
}

export function MenuDivider() {
  return <Separator className="mx-2.5 my-1.5 h-px bg-hair" />
}
