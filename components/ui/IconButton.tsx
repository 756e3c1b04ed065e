'use client'

import type { LucideIcon } from 'lucide-react'
import type { Ref } from 'react'
import { Button, type ButtonProps } from 'react-aria-components/Button'
import { classNames } from './class-names.ts'
import { Icon } from './Icon.tsx'

export interface IconButtonProps extends Omit<ButtonProps, 'className' | 'style' | 'children' | 'aria-label'> {
  icon: LucideIcon
  /** The name of the control, also its tooltip. */
  label: string
  /** `bar` 40 with a 22 px icon, `row` 32 with a 18 px icon; 44 under a finger in both. */
  size?: 'bar' | 'row'
  /** `reversed` on the ink of the selection toolbar and the toast. */
  tone?: 'plain' | 'reversed'
  /** Where words stand beside it already, the tooltip is left out. */
  tooltip?: boolean
  className?: string
  ref?: Ref<HTMLButtonElement>
}

const TONES = {
  plain: 'text-ink2 data-hovered:bg-hover data-hovered:text-ink data-pressed:bg-select data-disabled:text-edge',
  reversed: 'text-paper data-hovered:bg-paper/12 data-pressed:bg-paper/20',
}

export function IconButton(props: IconButtonProps) {
  const { icon, label, size = 'bar', tone = 'plain', tooltip = true, className, ...rest } = props
  return (
    <Button
      {...rest}
      aria-label={label}
      {...(tooltip ? { 'data-tip': label } : {})}
      className={classNames(
        'inline-flex shrink-0 items-center justify-center rounded-row press-motion touch-target',
        size === 'bar' ? 'size-10' : 'size-8',
        TONES[tone],
        className,
      )}
    >
      <Icon of={icon} size={size === 'bar' ? 22 : 18} />
    </Button>
  )
}
