import type { LucideIcon } from 'lucide-react'

/** One entry of the frame's navigation. */
export interface NavEntry {
  id: string
  label: string
  href: string
  icon: LucideIcon
  /** Whether the page that is open belongs to it. */
  isCurrent: boolean
  /** Where it is shown: everywhere, or only where there is room. */
  where: 'everywhere' | 'wide'
}
