import type { LucideIcon } from 'lucide-react'
import {
  BookOpen,
  Briefcase,
  Camera,
  Clapperboard,
  Flower2,
  GraduationCap,
  Heart,
  House,
  Music,
  Plane,
  TreePine,
  Utensils,
} from 'lucide-react'
import type { z } from 'zod'
import type { roomIconSchema } from '#lib/contracts/http/common.ts'

export type RoomIcon = z.output<typeof roomIconSchema>

export const ROOM_ICONS: Record<RoomIcon, LucideIcon> = {
  home: House,
  flower: Flower2,
  clapperboard: Clapperboard,
  'graduation-cap': GraduationCap,
  music: Music,
  'tree-pine': TreePine,
  camera: Camera,
  'book-open': BookOpen,
  briefcase: Briefcase,
  utensils: Utensils,
  plane: Plane,
  heart: Heart,
}
