import type { LucideIcon } from 'lucide-react'

export interface IconProps {
  of: LucideIcon
  /** Drawn size in px: 22-24 in bars, 20 in rows, 16-18 on a desktop. */
  size?: number
  className?: string | undefined
}

/**
 * A line icon of the house: 1.75 on the 24 grid, 2 at 16 px and below. Always beside words or inside a named control.
 */
export function Icon({ of: Drawing, size = 20, className }: IconProps) {
  return (
    <Drawing aria-hidden size={size} strokeWidth={size <= 16 ? 2 : 1.75} className={`shrink-0 ${className ?? ''}`} />
  )
}
