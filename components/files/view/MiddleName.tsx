import { classNames } from '#components/ui/class-names.ts'
import { splitExtension } from '#lib/core/names/split-name.ts'

/** As much of the end as always stays: "Buckwheat gal...ettes.pdf". */
const KEPT = 4

/** A name on one line that keeps its ending: the first part gives way, the last letters and the ending stay. */
export function MiddleName({ name, className }: { name: string; className?: string }) {
  const { stem, extension } = splitExtension(name)
  const letters = [...stem]
  const head = letters.slice(0, -KEPT).join('')
  const tail = letters.slice(-KEPT).join('') + extension
  if (head === '') return <span className={classNames('truncate', className)}>{name}</span>
  return (
    <span title={name} className={classNames('flex min-w-0', className)}>
      <span className="truncate whitespace-pre">{head}</span>
      <span className="shrink-0 whitespace-pre">{tail}</span>
    </span>
  )
}
