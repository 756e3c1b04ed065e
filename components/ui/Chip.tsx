'use client'

import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { ToggleButton, type ToggleButtonProps } from 'react-aria-components/ToggleButton'
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup'
import { classNames } from './class-names.ts'
import { Icon } from './Icon.tsx'

export interface ChipProps extends Omit<ToggleButtonProps, 'className' | 'style' | 'children'> {
  icon?: LucideIcon
  children: ReactNode
}

/** A filter: a pill, in ink when set. */
export function Chip({ icon, children, ...props }: ChipProps) {
  return (
    <ToggleButton
      {...props}
      className={classNames(
        'inline-flex h-8.5 shrink-0 select-none items-center gap-1.5 whitespace-nowrap rounded-pill border border-hair bg-surface px-3.5 text-label text-ink2 press-motion touch-target desktop:h-7.5',
        'data-hovered:bg-hover data-selected:border-ink data-selected:bg-ink data-selected:text-paper data-disabled:text-ink3',
      )}
    >
      {icon ? <Icon of={icon} size={15} /> : null}
      {children}
    </ToggleButton>
  )
}

export interface ChipGroupProps<K extends string> {
  label: string
  value: K
  onChange: (value: K) => void
  options: readonly { id: K; label: string; icon?: LucideIcon }[]
  className?: string
}

/** Exactly one of several filters; scrolls sideways on a phone. */
export function ChipGroup<K extends string>({ label, value, onChange, options, className }: ChipGroupProps<K>) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      // The keys are the ids of `options`.
      onSelectionChange={(keys) => onChange([...keys][0] as K)}
      className={classNames('flex gap-2 overflow-x-auto py-1 [scrollbar-width:none]', className)}
    >
      {options.map((option) => (
        <Chip key={option.id} id={option.id} {...(option.icon ? { icon: option.icon } : {})}>
          {option.label}
        </Chip>
      ))}
    </ToggleButtonGroup>
  )
}
