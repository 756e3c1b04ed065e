import type { LucideIcon } from 'lucide-react'
import { Archive, AudioLines, Clapperboard, Code, File, FileText, Folder, Image, Table } from 'lucide-react'
import type { EntryType } from '#lib/contracts/http/entries.ts'
import type { Glaze } from './glazes.ts'

/** The icon and glaze that stand in where an entry has no thumbnail. Folders are drawn by FolderIcon. */
export const KIND_LOOKS: Record<EntryType, { icon: LucideIcon; glaze: Glaze }> = {
  folder: { icon: Folder, glaze: 'ochre' },
  photo: { icon: Image, glaze: 'lake' },
  film: { icon: Clapperboard, glaze: 'plum' },
  sound: { icon: AudioLines, glaze: 'rose' },
  paper: { icon: FileText, glaze: 'dusk' },
  table: { icon: Table, glaze: 'moss' },
  archive: { icon: Archive, glaze: 'ochre' },
  text: { icon: Code, glaze: 'stone' },
  other: { icon: File, glaze: 'stone' },
}
