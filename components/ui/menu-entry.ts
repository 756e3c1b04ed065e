import type { LucideIcon } from 'lucide-react'

/** A row of a menu. Words with a verb; "..." when it asks for more; the trash last and `danger`. */
export interface MenuAction {
  id: string
  label: string
  icon?: LucideIcon
  /** The key that does the same, as "F2". */
  keys?: string
  /** A fact on the right, where there is no key. */
  detail?: string
  tone?: 'plain' | 'danger' | 'green'
  /** A tick, for a choice that is set. */
  isChecked?: boolean
  isDisabled?: boolean
  onAction?: () => void
  href?: string
}

/** `'divider'` is a hairline between groups; absent entries are left out. */
export type MenuEntry = MenuAction | 'divider' | null | false
