import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Icon } from './Icon.tsx'

export interface EmptyStateProps {
  icon: LucideIcon
  /** One sentence. */
  children: ReactNode
  /** The sentence is the heading of a page that has nothing else to say. */
  isPage?: boolean
  /** One button. */
  action?: ReactNode
  className?: string
}

export function EmptyState({ icon, children, isPage = false, action, className }: EmptyStateProps) {
  const Sentence = isPage ? 'h1' : 'p'
  return (
    <div className={classNames('flex flex-col items-center gap-4 px-6 py-12 text-center', className)}>
      <Icon of={icon} size={28} className="text-ink3" />
      <Sentence className="max-w-80 text-body text-ink2 text-balance">{children}</Sentence>
      {action}
    </div>
  )
}
