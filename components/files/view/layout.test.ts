import { describe, expect, it } from 'vitest'
import { layoutSections, moveIndex, rectOf, type SectionPlan, visibleRange } from './layout.ts'

const folders: SectionPlan = {
  id: 'folders',
  label: null,
  count: 3,
  columns: 2,
  cell: { width: 100, height: 50 },
  gap: { x: 10, y: 10 },
  headingHeight: 0,
  marginBottom: 20,
}
const files: SectionPlan = {
  id: 'files',
  label: 'Today',
  count: 10,
  columns: 4,
  cell: { width: 45, height: 80 },
  gap: { x: 10, y: 18 },
  headingHeight: 30,
  marginBottom: 0,
}
const rows: SectionPlan = {
  ...files,
  id: 'rows',
  label: null,
  count: 100_000,
  columns: 1,
  cell: { width: 800, height: 46 },
  gap: { x: 0, y: 0 },
  headingHeight: 0,
}

describe('the layout of a folder', () => {
  const layout = layoutSections([folders, files])

  it('puts files below the folders and their heading', () => {
    expect(layout.sections.map(({ first, y, height }) => ({ first, y, height }))).toEqual([
      { first: 0, y: 0, height: 110 },
      { first: 3, y: 130, height: 30 + 3 * 98 - 18 },
    ])
    expect(rectOf(layout, 2)).toEqual({ x: 0, y: 60, width: 100, height: 50 })
    expect(rectOf(layout, 8)).toEqual({ x: 55, y: 258, width: 45, height: 80 })
  })

  it('leaves out empty sections', () => {
    expect(layoutSections([{ ...folders, count: 0 }, files]).sections).toHaveLength(1)
    expect(layoutSections([])).toEqual({ height: 0, sections: [] })
  })

  it.each([
    [0, 40, { first: 0, end: 2 }],
    [55, 61, { first: 0, end: 3 }],
    [100, 200, { first: 2, end: 7 }],
    [300, 10_000, { first: 7, end: 13 }],
    [9_000, 10_000, { first: 0, end: 0 }],
  ])('knows what is seen from %i to %i', (top, bottom, range) => {
    expect(visibleRange(layout, top, bottom)).toEqual(range)
  })

  it('finds a row of a hundred thousand by arithmetic', () => {
    const long = layoutSections([rows])
    expect(visibleRange(long, 46 * 50_000, 46 * 50_010)).toEqual({ first: 50_000, end: 50_011 })
    expect(long.height).toBe(4_600_000)
  })

  it.each([
    ['right', 2, 3],
    ['left', 0, 0],
    ['down', 0, 2],
    ['down', 1, 2],
    ['down', 2, 3],
    ['up', 3, 2],
    ['up', 6, 2],
    ['down', 11, 11],
    ['down', 9, 12],
    ['page-down', 3, 11],
    ['page-up', 12, 4],
  ] as const)('moves %s from %i to %i', (direction, from, to) => {
    expect(moveIndex(layout, from, direction, 250)).toBe(to)
  })
})
