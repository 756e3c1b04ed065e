import { expect, it } from 'vitest'
import { columnsFor } from './columns.ts'
import { clampWidth, detailColumns, readDetailChoice } from './detail-columns.ts'

const FIRST = readDetailChoice(undefined)

it('begins with what fits beside the sidebar of a laptop, and gives the name what is left', () => {
  const columns = detailColumns(1000, FIRST)
  expect(columns?.shown).toEqual(['name', 'kind', 'size', 'changed', 'added', 'addedBy', 'state'])
  expect(columns?.minPx).toBeLessThanOrEqual(1000)
  expect(columns?.template).toBe('36px 56px minmax(180px, 1fr) 80px 88px 136px 136px 116px 120px 40px')
})

it('keeps the order of the list and the name, whatever was chosen in whichever order', () => {
  const choice = readDetailChoice({ columns: ['sha256', 'size', 'from the future'], widths: {} })
  expect(choice.columns).toEqual(['name', 'size', 'sha256'])
})

it('holds widths to what can be read, and forgets what is no number', () => {
  const widths = { size: 4, name: 9999, kind: 120.4, later: 90, added: Number.NaN }
  expect(readDetailChoice({ widths }).widths).toEqual({ size: 56, name: 800, kind: 120 })
  expect(clampWidth(300.6)).toBe(301)
})

it('leaves the rest empty once the name has a width of its own', () => {
  const columns = detailColumns(2000, { columns: ['name', 'size'], widths: { name: 320 } })
  expect(columns?.template).toBe('36px 56px 320px 88px minmax(40px, 1fr)')
  expect(columns?.minPx).toBe(540)
})

it('has no columns where the list has none', () => {
  expect(detailColumns(500, FIRST)).toBeNull()
  expect(columnsFor(500)).toBeNull()
})

it.each([
  [560, ['name', 'size']],
  [620, ['name', 'size', 'changed']],
  [740, ['name', 'size', 'changed', 'state']],
  [860, ['name', 'size', 'changed', 'addedBy', 'state']],
])('lets facts of the list leave in their order: %d px', (widthPx, shown) => {
  expect(columnsFor(widthPx)?.shown).toEqual(shown)
})
