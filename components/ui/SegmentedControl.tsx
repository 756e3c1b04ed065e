'use client'

import type { LucideIcon } from 'lucide-react'
import { ToggleButton } from 'react-aria-components/ToggleButton'
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup'
import { classNames } from './class-names.ts'
import { Icon } from './Icon.tsx'

export interface SegmentedControlProps<K extends string> {
  label: string
  value: K
  onChange: (value: K) => void
  /** With an icon the words name the segment for screen readers and as its title. */
  options: readonly { id: K; label: string; icon?: LucideIcon }[]
  /** `fill` shares the whole width. */
  width?: 'hug' | 'fill'
  className?: string
}

/** One of two to four ways to see the same thing. */
export function SegmentedControl<K extends string>(props: SegmentedControlProps<K>) {
  const { label, value, onChange, options, width = 'hug', className } = props
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      // The keys are the ids of `options`.
      onSelectionChange={(keys) => onChange([...keys][0] as K)}
      className={classNames(
        'inline-flex gap-0.5 rounded-tile bg-sunken p-[3px]',
        width === 'fill' && 'w-full',
        className,
      )}
    >
      {options.map((option) => (
        <ToggleButton
          key={option.id}
          id={option.id}
          {...(option.icon ? { 'aria-label': option.label } : {})}
          className={classNames(
            'flex h-8 items-center justify-center rounded-[9px] border border-transparent text-label text-ink2 press-motion touch-target',
            'data-hovered:text-ink data-selected:border-hair data-selected:bg-surface data-selected:text-ink',
            option.icon ? 'w-9.5' : 'px-3.5',
            width === 'fill' && 'flex-1',
          )}
        >
          {option.icon ? <Icon of={option.icon} size={18} /> : option.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
