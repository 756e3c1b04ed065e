import type { DetailPrefs } from '#lib/browser/db/browser-store.ts'
import { BEFORE, BEFORE_PX, COLUMN_IDS, type ColumnId, type Columns, LEAST_PX, MENU_PX } from './columns.ts'

export type ColumnWidths = Readonly<Partial<Record<ColumnId, number>>>

/** Which columns a person wants in the detail view, and those whose width was set. */
export interface DetailChoice {
  readonly columns: readonly ColumnId[]
  readonly widths: ColumnWidths
}

export const NARROWEST_PX = 56
export const WIDEST_PX = 800

const WIDTHS: Readonly<Record<ColumnId, number>> = {
  name: 180,
  kind: 80,
  size: 88,
  changed: 136,
  added: 136,
  addedBy: 116,
  state: 120,
  lastOpened: 136,
  timesOpened: 104,
  format: 160,
  sha256: 136,
}
const FIRST: readonly ColumnId[] = ['name', 'kind', 'size', 'changed', 'added', 'addedBy', 'state']

/** As this device remembers it; what another release wrote and this one does not know is left out. */
export function readDetailChoice(prefs: DetailPrefs | undefined): DetailChoice {
  const known = (id: string): id is ColumnId => (COLUMN_IDS as readonly string[]).includes(id)
  const wanted = new Set<ColumnId>(['name', ...(prefs?.columns?.filter(known) ?? FIRST)])
  const widths = Object.entries(prefs?.widths ?? {}).filter(([id, px]) => known(id) && Number.isFinite(px))
  return {
    columns: COLUMN_IDS.filter((id) => wanted.has(id)),
    widths: Object.fromEntries(widths.map(([id, px]) => [id, clampWidth(px)])),
  }
}

export function clampWidth(px: number): number {
  return Math.round(Math.min(WIDEST_PX, Math.max(NARROWEST_PX, px)))
}

/** How wide a column is at least: the name takes what is left until its width is set. */
export function widthOf(id: ColumnId, widths: ColumnWidths): number {
  return widths[id] ?? WIDTHS[id]
}

/** Null where there is no room for columns. */
export function detailColumns(widthPx: number, { columns, widths }: DetailChoice): Columns | null {
  if (widthPx < LEAST_PX) return null
  const isNameSet = widths.name !== undefined
  const template = columns.map((id) => {
    const px = widthOf(id, widths)
    return id === 'name' && !isNameSet ? `minmax(${px}px, 1fr)` : `${px}px`
  })
  // What is left over stands between the facts and the menu once the name does not take it.
  const menu = isNameSet ? `minmax(${MENU_PX}px, 1fr)` : `${MENU_PX}px`
  return {
    shown: columns,
    template: `${BEFORE} ${template.join(' ')} ${menu}`,
    minPx: columns.reduce((sum, id) => sum + widthOf(id, widths), BEFORE_PX + MENU_PX),
    rowPx: 40,
  }
}
