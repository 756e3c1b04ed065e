import type { SectionPlan } from './layout.ts'
import type { Cell } from './merge-cells.ts'

export interface PlanInput {
  cells: readonly Cell[]
  /** How many entries follow that are not known yet; taken for files. */
  unknown: number
  widthPx: number
  /** Words of the day a file was changed, for a list by date; null for no headings. */
  dayOf: ((modifiedAtMs: number) => string) | null
}

const HEADING_PX = 40

/** One column of rows of one height. */
export function planRows({ cells, unknown, widthPx }: PlanInput, rowHeightPx: number): SectionPlan[] {
  return [
    {
      id: 'rows',
      label: null,
      count: cells.length + unknown,
      columns: 1,
      cell: { width: widthPx, height: rowHeightPx },
      gap: { x: 0, y: 0 },
      headingHeight: 0,
      marginBottom: 0,
    },
  ]
}

/** Flat cards for folders, then tiles of 4:3 with two lines below, by day where the list is by date. */
export function planTiles(input: PlanInput): SectionPlan[] {
  const { cells, unknown, widthPx, dayOf } = input
  const isPhone = widthPx < 600
  const folders = cells.findIndex((cell) => cell.kind === 'sending' || cell.entry.kind === 'file')
  const folderCount = folders === -1 ? cells.length : folders
  // Folders that are not known yet are folders as well, until the first file is seen.
  const unknownFolders = folders === -1 ? unknown : 0
  const gap = isPhone ? { x: 12, y: 14 } : { x: 14, y: 18 }
  const columns = isPhone ? 2 : Math.max(3, Math.floor((widthPx + gap.x) / (176 + gap.x)))
  const folderColumns = isPhone ? 2 : Math.max(2, Math.floor((widthPx + gap.x) / (220 + gap.x)))
  const tileWidth = columnWidth(widthPx, columns, gap.x)
  const tile = { width: tileWidth, height: Math.round((tileWidth * 3) / 4) + 46 }
  const plans: SectionPlan[] = [
    {
      id: 'folders',
      label: null,
      count: folderCount + unknownFolders,
      columns: folderColumns,
      cell: { width: columnWidth(widthPx, folderColumns, gap.x), height: 60 },
      gap: { x: gap.x, y: isPhone ? 10 : 12 },
      headingHeight: 0,
      marginBottom: 20,
    },
  ]
  const files = cells.slice(folderCount)
  for (const group of groupByDay(files, dayOf)) {
    const headingHeight = group.label === null ? 0 : HEADING_PX
    plans.push({
      id: `files-${group.label ?? ''}`,
      label: group.label,
      count: group.count,
      columns,
      cell: tile,
      gap,
      headingHeight,
      marginBottom: 20,
    })
  }
  const last = plans.at(-1)
  if (last && unknownFolders === 0 && unknown > 0) last.count += unknown
  return plans
}

function groupByDay(files: readonly Cell[], dayOf: PlanInput['dayOf']): { label: string | null; count: number }[] {
  if (dayOf === null) return [{ label: null, count: files.length }]
  const groups: { label: string | null; count: number }[] = []
  for (const cell of files) {
    const label = dayOf(cell.kind === 'entry' ? cell.entry.modifiedAt : cell.sending.modifiedAt)
    const group = groups.at(-1)
    if (group && group.label === label) group.count++
    else groups.push({ label, count: 1 })
  }
  return groups
}

function columnWidth(widthPx: number, columns: number, gapPx: number): number {
  return Math.max(1, Math.floor((widthPx - gapPx * (columns - 1)) / columns))
}
