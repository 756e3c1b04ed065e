import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Icon } from './Icon.tsx'

export type Tone = 'neutral' | 'green' | 'amber' | 'red' | 'ember'

const TONES: Record<Tone, string> = {
  neutral: 'bg-sunken text-ink2',
  green: 'bg-green-soft text-green',
  amber: 'bg-amber-soft text-amber',
  red: 'bg-red-soft text-red',
  ember: 'bg-ember-soft text-ember-ink',
}

export interface BadgeProps {
  /** Green only for what was verified by hash or is pinned. */
  tone?: Tone
  /** A state is an icon and words; only a bare count goes without. */
  icon?: LucideIcon
  children: ReactNode
  className?: string
}

export function Badge({ tone = 'neutral', icon, children, className }: BadgeProps) {
  return (
    <span
      className={classNames(
        'inline-flex h-5.5 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-pill px-2 text-caption font-medium tabular',
        TONES[tone],
        className,
      )}
    >
      {icon ? <Icon of={icon} size={13} /> : null}
      {children}
    </span>
  )
}
