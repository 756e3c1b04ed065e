'use client'

import type { ReactNode } from 'react'
import { Switch as AriaSwitch, type SwitchProps as AriaSwitchProps } from 'react-aria-components/Switch'
import { classNames } from './class-names.ts'

export interface SwitchProps extends Omit<AriaSwitchProps, 'className' | 'style' | 'children'> {
  /** What is on or off. */
  children: ReactNode
  /** What that means, in caption. */
  help?: ReactNode
  className?: string
}

/** A row with words left and the switch right; a change takes effect at once. */
export function Switch({ children, help, className, ...props }: SwitchProps) {
  return (
    <AriaSwitch
      {...props}
      className={classNames('group flex min-h-11 items-center justify-between gap-4 text-body text-ink', className)}
    >
      <span className="flex flex-col gap-0.5">
        <span className="font-medium">{children}</span>
        {help ? <span className="text-caption text-ink3">{help}</span> : null}
      </span>
      <span
        className={classNames(
          'flex h-6.5 w-11 shrink-0 items-center rounded-pill border border-edge bg-sunken p-[3px] press-motion',
          'group-data-selected:border-ember group-data-selected:bg-ember',
          'group-data-disabled:opacity-50 group-data-focus-visible:focus-drawn',
        )}
      >
        <span className="size-4.5 rounded-pill bg-edge press-motion group-data-selected:translate-x-[18px] group-data-selected:bg-on-ember" />
      </span>
    </AriaSwitch>
  )
}
