import { HardDrive, User } from 'lucide-react'
import { GlazeTile, type TileSize } from './GlazeTile.tsx'
import type { Glaze } from './glazes.ts'
import { ROOM_ICONS, type RoomIcon } from './room-icons.ts'

export interface RoomTileProps {
  place: { kind: 'room' | 'personal' | 'drive'; glaze: Glaze; icon: RoomIcon }
  size?: TileSize
  className?: string
}

/** The tile of a place: a room's own icon and glaze; "My files" and drives have theirs. */
export function RoomTile({ place, size = 40, className = '' }: RoomTileProps) {
  if (place.kind === 'personal') return <GlazeTile icon={User} glaze="stone" size={size} className={className} />
  if (place.kind === 'drive') return <GlazeTile icon={HardDrive} glaze="stone" size={size} className={className} />
  return <GlazeTile icon={ROOM_ICONS[place.icon]} glaze={place.glaze} size={size} className={className} />
}
