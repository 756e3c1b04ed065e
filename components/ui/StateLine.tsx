import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Icon } from './Icon.tsx'

export interface StateLineProps {
  icon?: LucideIcon
  tone?: 'plain' | 'quiet' | 'green' | 'amber' | 'red' | 'ember'
  children: ReactNode
  className?: string
}

const TONES = {
  plain: 'text-ink2',
  quiet: 'text-ink3',
  green: 'text-green',
  amber: 'text-amber',
  red: 'text-red',
  ember: 'text-ember-ink',
}

/** A state in words with its icon, in the line of a row: "Verified", "Waiting for Wi-Fi". */
export function StateLine({ icon, tone = 'plain', children, className }: StateLineProps) {
  return (
    <span className={classNames('inline-flex items-center gap-1.5 text-caption tabular', TONES[tone], className)}>
      {icon ? <Icon of={icon} size={15} /> : null}
      {children}
    </span>
  )
}
