'use client'

import { Check, Minus } from 'lucide-react'
import type { ReactNode } from 'react'
import { Checkbox as AriaCheckbox, type CheckboxProps as AriaCheckboxProps } from 'react-aria-components/Checkbox'
import { classNames } from './class-names.ts'
import { Icon } from './Icon.tsx'

export interface CheckboxProps extends Omit<AriaCheckboxProps, 'className' | 'style' | 'children'> {
  className?: string
  /** Words beside the box; without them give an aria-label. */
  children?: ReactNode
}

export function Checkbox({ className, children, ...props }: CheckboxProps) {
  return (
    <AriaCheckbox
      {...props}
      className={classNames(
        'group inline-flex items-center gap-2.5 text-body text-ink touch-target data-disabled:text-ink3',
        className,
      )}
    >
      {({ isIndeterminate, isSelected }) => (
        <>
          <span
            className={classNames(
              'flex size-5 shrink-0 items-center justify-center rounded-check border border-edge bg-surface text-on-ember press-motion',
              'group-data-selected:border-ember group-data-selected:bg-ember',
              'group-data-indeterminate:border-ember group-data-indeterminate:bg-ember',
              'group-data-invalid:border-red-fill group-data-disabled:opacity-50 group-data-focus-visible:focus-drawn',
            )}
          >
            {isIndeterminate ? (
              <Icon of={Minus} size={14} className="stroke-3" />
            ) : isSelected ? (
              <Icon of={Check} size={14} className="stroke-3" />
            ) : null}
          </span>
          {children}
        </>
      )}
    </AriaCheckbox>
  )
}
