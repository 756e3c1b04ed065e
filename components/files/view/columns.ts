/** The facts a row can show, in the order of the list. */
export const COLUMN_IDS = [
  'name',
  'kind',
  'size',
  'changed',
  'added',
  'addedBy',
  'state',
  'lastOpened',
  'timesOpened',
  'format',
  'sha256',
] as const
export type ColumnId = (typeof COLUMN_IDS)[number]

/** Which facts a row shows, and how wide each is. Before them stand a box and a picture, after them the menu. */
export interface Columns {
  shown: readonly ColumnId[]
  /** CSS grid-template-columns of the header and of every row. */
  template: string
  /** Narrower than this the list scrolls sideways. */
  minPx: number
  rowPx: number
}

export const BEFORE = '36px 56px'
export const BEFORE_PX = 92
export const MENU_PX = 40
/** Narrower than this, rows have two lines instead of columns. */
export const LEAST_PX = 560

/**
 * Facts leave in this order when it gets narrow: added by, state, changed, size. Null on a phone: rows of two lines.
 */
export function columnsFor(widthPx: number): Columns | null {
  if (widthPx < LEAST_PX) return null
  const facts: [ColumnId, string][] = [
    ['name', 'minmax(0, 1fr)'],
    ['size', '100px'],
  ]
  if (widthPx >= 620) facts.push(['changed', '152px'])
  if (widthPx >= 860) facts.push(['addedBy', '128px'])
  if (widthPx >= 740) facts.push(['state', '132px'])
  return {
    shown: facts.map(([id]) => id),
    template: `${BEFORE} ${facts.map(([, width]) => width).join(' ')} ${MENU_PX}px`,
    minPx: 0,
    rowPx: 46,
  }
}
