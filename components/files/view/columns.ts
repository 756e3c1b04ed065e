/** Which facts a row has room for, and how wide each is. */
export interface Columns {
  /** CSS grid-template-columns of the header and of every row. */
  template: string
  size: boolean
  changed: boolean
  state: boolean
  addedBy: boolean
}

/** Facts leave in this order when it gets narrow: added by, state, changed, size. Null on a phone: rows of two lines. */
export function columnsFor(widthPx: number): Columns | null {
  if (widthPx < 560) return null
  const size = true
  const changed = widthPx >= 620
  const state = widthPx >= 740
  const addedBy = widthPx >= 860
  const template = ['36px', '56px', 'minmax(0, 1fr)', '100px']
  if (changed) template.push('152px')
  if (addedBy) template.push('128px')
  if (state) template.push('132px')
  template.push('40px')
  return { template: template.join(' '), size, changed, state, addedBy }
}
