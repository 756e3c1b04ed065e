import type { LucideIcon } from 'lucide-react'
import { classNames } from './class-names.ts'
import type { Glaze } from './glazes.ts'
import { Icon } from './Icon.tsx'

export type TileSize = 24 | 36 | 40 | 44 | 92

const SIZES: Record<TileSize, [box: string, icon: number]> = {
  24: ['size-6 rounded-[7px]', 14],
  36: ['size-9 rounded-row', 18],
  40: ['size-10 rounded-tile', 20],
  44: ['size-11 rounded-tile', 22],
  92: ['size-23 rounded-[26px]', 44],
}

export interface GlazeTileProps {
  icon: LucideIcon
  glaze: Glaze
  /** In px: 24 in the sidebar, 36 in bars, 40-44 in rows, 92 alone on a page. */
  size?: TileSize
  className?: string
}

/** An icon on its glaze. Decoration: the words stand beside it. */
export function GlazeTile({ icon, glaze, size = 40, className }: GlazeTileProps) {
  const [box, iconSize] = SIZES[size]
  return (
    <span
      aria-hidden
      data-glaze={glaze}
      className={classNames('inline-flex shrink-0 items-center justify-center glaze-tile', box, className)}
    >
      <Icon of={icon} size={iconSize} />
    </span>
  )
}
