import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** Surface and hairline, no shadow; never a card in a card. `rows` parts its children by hairlines without padding. */
export function Card({
  kind = 'text',
  className,
  children,
}: {
  kind?: 'text' | 'rows'
  className?: string
  children: ReactNode
}) {
  return (
    <div
      className={classNames(
        'rounded-card border border-hair bg-surface',
        kind === 'rows' ? 'divide-y divide-hair overflow-hidden' : 'p-4 desktop:p-5',
        className,
      )}
    >
      {children}
    </div>
  )
}
