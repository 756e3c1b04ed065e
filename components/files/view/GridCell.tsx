import type { HTMLAttributes } from 'react'
import { GridPart } from './GridPart.tsx'

/** A cell of a row of entries. */
export function GridCell(attributes: HTMLAttributes<HTMLDivElement>) {
  return <GridPart kind="gridcell" {...attributes} />
}
