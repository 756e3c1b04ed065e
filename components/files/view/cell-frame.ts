import type { CSSProperties } from 'react'
import type { Rect } from './layout.ts'

/** What every cell of a list has in common, whatever is drawn in it. */
export interface CellProps {
  /** Its position in the list. */
  index: number
  rect: Rect
  isSelected: boolean
  /** The one stop of the keyboard in this list. */
  isFocusStop: boolean
  /** Cut, and still here until it is pasted. */
  isCut: boolean
  isDropTarget: boolean
  mayDrag: boolean
}

/** Role and the attributes by which the list finds a cell again. @param firstRow aria-rowindex of the first entry */
export function cellAttributes(props: CellProps, firstRow: number) {
  return {
    role: 'row',
    'aria-rowindex': props.index + firstRow,
    'aria-selected': props.isSelected,
    tabIndex: props.isFocusStop ? 0 : -1,
    draggable: props.mayDrag,
    'data-cell': props.index,
  }
}

/** Placed by transform, so that scrolling costs no layout. */
export function cellStyle({ x, y, width, height }: Rect): CSSProperties {
  return { position: 'absolute', top: 0, left: 0, width, height, transform: `translate(${x}px, ${y}px)` }
}

/** For `memo`: a rectangle with the same numbers is the same place. */
export function sameCellProps<P extends { rect: Rect }>(before: P, after: P): boolean {
  const { rect: from, ...old } = before
  const { rect: to, ...now } = after
  const moved = from.x !== to.x || from.y !== to.y || from.width !== to.width || from.height !== to.height
  // Both have the same keys, those of one component's props.
  return !moved && Object.entries(old).every(([name, value]) => Object.is(value, now[name as keyof typeof now]))
}
