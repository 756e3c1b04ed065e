import type { EntryType } from '#lib/contracts/http/entries.ts'
import { FolderIcon } from './FolderIcon.tsx'
import { GlazeTile, type TileSize } from './GlazeTile.tsx'
import { KIND_LOOKS } from './kinds.ts'

export interface KindTileProps {
  type: EntryType
  size?: TileSize
  className?: string
}

/** What stands in for a missing thumbnail. */
export function KindTile({ type, size = 40, className = '' }: KindTileProps) {
  if (type === 'folder') return <FolderIcon size={size} className={className} />
  return <GlazeTile icon={KIND_LOOKS[type].icon} glaze={KIND_LOOKS[type].glaze} size={size} className={className} />
}
