import type { HTMLAttributes, Ref } from 'react'

export interface GridPartProps extends HTMLAttributes<HTMLDivElement> {
  kind: 'rowgroup' | 'row' | 'columnheader' | 'gridcell'
  ref?: Ref<HTMLDivElement>
}

/**
 * A part of the grid of entries. Rows are placed by transform, which a real table does not allow; rows have focus,
 * their cells do not.
 */
export function GridPart({ kind, ...attributes }: GridPartProps) {
  return <div role={kind} {...attributes} />
}
