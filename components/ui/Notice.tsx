import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Icon } from './Icon.tsx'

const TONES = {
  neutral: ['bg-sunken', 'text-ink2'],
  amber: ['bg-amber-soft', 'text-amber'],
  red: ['bg-red-soft', 'text-red'],
  green: ['bg-green-soft', 'text-green'],
} as const

export interface NoticeProps {
  tone?: keyof typeof TONES
  icon: LucideIcon
  /** What is so. */
  title: string
  /** What that means, or what to do. */
  children?: ReactNode
  action?: ReactNode
  /** `alert` when it appears because of what a person did. */
  role?: 'status' | 'alert' | 'note'
  className?: string
}

/** One sentence at the top of a page: "This room is read-only." */
export function Notice({ tone = 'neutral', icon, title, children, action, role = 'note', className }: NoticeProps) {
  const [ground, ink] = TONES[tone]
  return (
    <div role={role} className={classNames('flex items-center gap-3.5 rounded-card px-4 py-3', ground, className)}>
      <Icon of={icon} size={20} className={ink} />
      <div className="min-w-0 flex-1">
        <p className="text-body font-medium text-ink">{title}</p>
        {children ? <div className="text-body text-ink2">{children}</div> : null}
      </div>
      {action}
    </div>
  )
}
