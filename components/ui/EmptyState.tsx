import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Icon } from './Icon.tsx'

export interface EmptyStateProps {
  icon: LucideIcon
  /** One sentence. */
  children: ReactNode
  /** One button. */
  action?: ReactNode
  className?: string
}

export function EmptyState({ icon, children, action, className }: EmptyStateProps) {
  return (
    <div className={classNames('flex flex-col items-center gap-4 px-6 py-12 text-center', className)}>
      <Icon of={icon} size={28} className="text-ink3" />
      <p className="max-w-80 text-body text-ink2 text-balance">{children}</p>
      {action}
    </div>
  )
}
