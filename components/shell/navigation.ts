import type { LucideIcon } from 'lucide-react'

/** One entry of the frame's navigation. */
export interface NavEntry {
  id: string
  label: string
  href: string
  icon: LucideIcon
  /** Whether the page that is open belongs to it. */
  isCurrent: boolean
  /** Not on a phone, and not in the rail: a place's menu leads there. */
  isOnlyInSidebar?: true
  /** Where the sidebar has it, and how it is called there; null where the sidebar has something better. */
  sidebar: { at: 'top' | 'foot'; label: string; isCurrent: boolean } | null
}
