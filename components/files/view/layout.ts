export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export type Direction = 'up' | 'down' | 'left' | 'right' | 'page-up' | 'page-down'

/** Cells of one size in columns, below an optional heading. */
export interface Section {
  readonly id: string
  readonly label: string | null
  readonly first: number
  readonly count: number
  readonly columns: number
  readonly cell: { readonly width: number; readonly height: number }
  readonly gap: { readonly x: number; readonly y: number }
  /** Top of the heading; the cells begin `headingHeight` below. */
  readonly y: number
  readonly headingHeight: number
  readonly height: number
}

/** Where every cell of a list stands, known by arithmetic alone: a list of 100,000 costs what its sections cost. */
export interface Layout {
  readonly height: number
  readonly sections: readonly Section[]
}

export interface SectionPlan {
  id: string
  label: string | null
  count: number
  columns: number
  cell: { width: number; height: number }
  gap: { x: number; y: number }
  headingHeight: number
  /** Space below the section. */
  marginBottom: number
}

export function layoutSections(plans: readonly SectionPlan[]): Layout {
  let y = 0
  let first = 0
  const sections = plans
    .filter((plan) => plan.count > 0)
    .map((plan): Section => {
      const { marginBottom, ...rest } = plan
      const rows = Math.ceil(plan.count / plan.columns)
      const height = plan.headingHeight + rows * (plan.cell.height + plan.gap.y) - plan.gap.y
      const section = { ...rest, first, y, height }
      first += plan.count
      y += height + marginBottom
      return section
    })
  const last = sections.at(-1)
  return { height: last ? last.y + last.height : 0, sections }
}

export function rectOf(layout: Layout, index: number): Rect {
  const section = sectionOf(layout, index)
  if (!section) return { x: 0, y: 0, width: 0, height: 0 }
  const local = index - section.first
  const row = Math.floor(local / section.columns)
  const column = local % section.columns
  return {
    x: column * (section.cell.width + section.gap.x),
    y: section.y + section.headingHeight + row * (section.cell.height + section.gap.y),
    ...section.cell,
  }
}

/** The indexes whose cells are seen between `top` and `bottom`: from `first` up to, not including, `end`. */
export function visibleRange(layout: Layout, top: number, bottom: number): { first: number; end: number } {
  const seen = layout.sections.filter((section) => section.y < bottom && section.y + section.height > top)
  const from = seen[0]
  const to = seen.at(-1)
  if (!from || !to) return { first: 0, end: 0 }
  const firstRow = Math.max(0, rowAt(from, top))
  const lastRow = rowAt(to, bottom)
  return {
    first: Math.min(from.first + firstRow * from.columns, from.first + from.count - 1),
    end: to.first + Math.min(to.count, (lastRow + 1) * to.columns),
  }
}

/** Where an arrow leads; the same index at an edge. */
export function moveIndex(layout: Layout, index: number, direction: Direction, viewHeight: number): number {
  const last = layout.sections.at(-1)
  if (!last) return index
  const end = last.first + last.count - 1
  if (direction === 'left') return Math.max(0, index - 1)
  if (direction === 'right') return Math.min(end, index + 1)
  const rect = rectOf(layout, index)
  const section = sectionOf(layout, index) ?? last
  const step = direction.startsWith('page') ? Math.max(viewHeight - rect.height, rect.height) : null
  const up = direction === 'up' || direction === 'page-up'
  const from = up ? rect.y : rect.y + rect.height
  const distance = step ?? section.gap.y + section.headingHeight + 1
  return nearestInRow(layout, index, rect.x, up ? from - distance : from + distance, up)
}

/** The cell of the row at (or next to) a height that stands nearest to `x`. */
function nearestInRow(layout: Layout, from: number, x: number, y: number, up: boolean): number {
  const sections = layout.sections
  const section = up
    ? (sections.findLast((candidate) => candidate.y + candidate.headingHeight <= y) ?? sections[0])
    : (sections.find((candidate) => candidate.y + candidate.height > y) ?? sections.at(-1))
  if (!section) return from
  const rows = Math.ceil(section.count / section.columns)
  const row = Math.min(rows - 1, Math.max(0, rowAt(section, y)))
  const column = Math.min(section.columns - 1, Math.round(x / (section.cell.width + section.gap.x)))
  const index = Math.min(section.first + row * section.columns + column, section.first + section.count - 1)
  return up ? Math.min(from, index) : Math.max(from, index)
}

function rowAt(section: Section, y: number): number {
  return Math.floor((y - section.y - section.headingHeight) / (section.cell.height + section.gap.y))
}

function sectionOf(layout: Layout, index: number): Section | undefined {
  return layout.sections.find((section) => index < section.first + section.count)
}
