import { classNames } from './class-names.ts'

const STONE_PATH =
  'M16 4h16a12 12 0 0 1 12 12v16a12 12 0 0 1-9.5 11.74V26.5a10.5 10.5 0 0 0-21 0V43.74A12 12 0 0 1 4 32V16A12 12 0 0 1 16 4z'
const EMBER_PATH =
  'M25.3 20.8c.5 4.3 5.6 6.7 5.6 12.3a6.9 6.9 0 0 1-13.8 0c0-3.3 1.6-5.4 3.1-7.2.3 1.7.9 2.8 2.1 3.5-.4-3.7.5-6.5 3-8.6z'

export interface MarkProps {
  /** In px; below 16 only the stone is drawn. */
  size?: number
  className?: string
}

/** The mark, in one colour: a stone with an arched opening and one ember. */
export function Mark({ size = 28, className }: MarkProps) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 48 48"
      width={size}
      height={size}
      className={classNames('shrink-0 fill-ember', className)}
    >
      <path fillRule="evenodd" d={STONE_PATH} />
      {size >= 16 ? <path d={EMBER_PATH} transform="translate(0 2.2)" /> : null}
    </svg>
  )
}
