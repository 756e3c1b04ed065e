import { classNames } from './class-names.ts'

/** The tan folder: a back with its tab, a sheet of paper looking out, and a front. */
export function FolderIcon({ size = 36, className }: { size?: number; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 40 40"
      width={size}
      height={size}
      className={classNames('shrink-0', className)}
    >
      <path
        className="fill-tan2"
        d="M4 10.5A3.5 3.5 0 0 1 7.5 7h7.1a3.5 3.5 0 0 1 2.5 1l1.9 2h13.5a3.5 3.5 0 0 1 3.5 3.5V20H4z"
      />
      <path className="fill-paper" d="M8 16a2 2 0 0 1 2-2h20a2 2 0 0 1 2 2v5H8z" />
      <path
        className="fill-tan"
        d="M4 19.5A2.5 2.5 0 0 1 6.5 17h27A2.5 2.5 0 0 1 36 19.500v10A3.5 3.5 0 0 1 32.5 33h-25A3.5 3.5 0 0 1 4 29.500z"
      />
    </svg>
  )
}
