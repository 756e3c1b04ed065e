import { User } from 'lucide-react'
import { classNames } from './class-names.ts'
import { glazeOf } from './glazes.ts'
import { Icon } from './Icon.tsx'

export interface AvatarProps {
  /** The account's id; null for a guest or a file put there by hand. */
  id: string | null
  name: string
  /** In px. */
  size?: 20 | 28 | 40 | 56
  className?: string
}

const SIZES = {
  20: 'size-5 text-[0.6875rem]',
  28: 'size-7 text-caption',
  40: 'size-10 text-head',
  56: 'size-14 text-title',
}

/** The first letter on the person's glaze. Decoration: the name stands beside it. */
export function Avatar({ id, name, size = 28, className }: AvatarProps) {
  // By code point, so that a name may begin with a character of two units.
  const letter = id === null ? undefined : [...name.trim()][0]?.toLocaleUpperCase()
  return (
    <span
      aria-hidden
      data-glaze={id === null ? 'stone' : glazeOf(id)}
      className={classNames(
        'inline-flex shrink-0 select-none items-center justify-center rounded-pill font-semibold leading-none glaze-tile',
        SIZES[size],
        className,
      )}
    >
      {letter ?? <Icon of={User} size={size === 20 ? 12 : 16} />}
    </span>
  )
}
