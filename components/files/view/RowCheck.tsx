import { Check } from 'lucide-react'
import { classNames } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/Icon.tsx'

export interface RowCheckProps {
  label: string
  isSelected: boolean
  /** On a picture the box needs a ground of its own. */
  onPicture?: boolean
  className?: string
}

/**
 * The tick of an entry. The list hears the press (`data-check`); the keyboard selects with the entry itself, so the
 * box is no stop of its own.
 */
export function RowCheck({ label, isSelected, onPicture = false, className }: RowCheckProps) {
  return (
    <span data-check="" className={classNames('flex items-center justify-center', className)}>
      <input type="checkbox" tabIndex={-1} readOnly checked={isSelected} aria-label={label} className="peer sr-only" />
      <span
        aria-hidden
        className={classNames(
          'flex size-5 items-center justify-center rounded-check border press-motion',
          isSelected ? 'border-ember bg-ember text-on-ember' : 'border-edge bg-surface text-transparent',
          onPicture && !isSelected && 'bg-surface/90',
        )}
      >
        <Icon of={Check} size={14} className="stroke-3" />
      </span>
    </span>
  )
}
