import type { LucideIcon } from 'lucide-react'
import { useStrings } from '#components/strings/use-strings.ts'
import { classNames } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/Icon.tsx'

export interface CellMenuButtonProps {
  /** Of the entry whose menu it opens. */
  name: string
  icon: LucideIcon
  iconSize: number
  className: string
}

/** The dots at an entry, for a pointer: keys open the menu from the cell itself, and the list hears the press. */
export function CellMenuButton({ name, icon, iconSize, className }: CellMenuButtonProps) {
  const { files } = useStrings()
  return (
    <button
      type="button"
      tabIndex={-1}
      data-menu=""
      aria-label={files.menuOf(name)}
      className={classNames('flex items-center justify-center rounded-row text-ink2', className)}
    >
      <Icon of={icon} size={iconSize} />
    </button>
  )
}
